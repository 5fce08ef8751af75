#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <memory>

#include <waypost/ids.hpp>

namespace waypost {

// How many bytes of bodies and answers all calls under way may hold together, so that many at once cannot
// exhaust the memory, and how many those of one account, so that it cannot lock the others out. Counts what
// has arrived of a body, in steps. One thread, the API's.
class body_budget {
  struct account {
    std::size_t used = 0;
    std::size_t shares = 0;
  };

  struct books {
    std::size_t most;
    std::size_t step;
    std::size_t used = 0;
    std::map<account_id, account> accounts{};
  };

 public:
  // `step`: at least 1.
  body_budget(std::size_t most, std::size_t step) : books_(std::make_shared<books>(books{most, step})) {}

  // What one call holds; given back when the call is over, which may be after the body_budget is gone.
  class share {
   public:
    // `largest`: the largest body of such a call, for which an account always has room.
    share(body_budget& of, account_id by, std::size_t largest = 0)
        : books_(of.books_),
          of_account_(books_->accounts.try_emplace(by).first),
          most_(std::max(books_->most / accounts_at_least, largest)) {
      ++of_account_->second.shares;
    }
    ~share() {
      give_back();
      if (--of_account_->second.shares == 0) books_->accounts.erase(of_account_);
    }
    share(const share&) = delete;
    share& operator=(const share&) = delete;

    // Whether hold(bytes) would be allowed now.
    bool could_hold(std::size_t bytes) const noexcept {
      if (bytes <= held_) return true;
      const auto more = bytes - held_;
      const auto used = of_account_->second.used;
      return more <= books_->most - books_->used && used <= most_ && more <= most_ - used;
    }

    // Holds at least `bytes` from now on, rounded up to a step where there is room for that; false, and
    // nothing changed, where the budget or what is the account's does not allow it.
    bool hold(std::size_t bytes) noexcept {
      if (bytes <= held_) return true;
      if (!could_hold(bytes)) return false;
      const auto whole_steps = (bytes + books_->step - 1) / books_->step * books_->step;
      set(could_hold(whole_steps) ? whole_steps : bytes);
      return true;
    }

    // Holds `bytes` from now on, neither more nor less; false, and nothing changed, where that is not
    // allowed.
    bool hold_only(std::size_t bytes) noexcept {
      if (!could_hold(bytes)) return false;
      set(bytes);
      return true;
    }

    void give_back() noexcept { set(0); }

   private:
    void set(std::size_t bytes) noexcept {
      books_->used = books_->used - held_ + bytes;
      of_account_->second.used = of_account_->second.used - held_ + bytes;
      held_ = bytes;
    }

    std::shared_ptr<books> books_;
    std::map<account_id, account>::iterator of_account_;
    std::size_t most_;  // of the account
    std::size_t held_ = 0;
  };

  std::size_t used() const noexcept { return books_->used; }

 private:
  static constexpr std::size_t accounts_at_least = 4;  // that find room at once

  std::shared_ptr<books> books_;
};

}  // namespace waypost
