#pragma once

#include <algorithm>
#include <cstddef>
#include <map>

#include <waypost/ids.hpp>

namespace waypost {

// How many bytes of bodies all calls under way may hold together, so that many uploads at once cannot exhaust
// the memory, and how many those of one account, so that it cannot lock the others out. Counts what has
// arrived, in steps. One thread, the API's.
class body_budget {
  struct account {
    std::size_t used = 0;
    std::size_t shares = 0;
  };

 public:
  // `step`: at least 1.
  body_budget(std::size_t most, std::size_t step) noexcept : most_(most), step_(step) {}

  // What one call holds; given back when the call is over.
  class share {
   public:
    // `largest`: the largest body of such a call, for which an account always has room.
    share(body_budget& of, account_id by, std::size_t largest = 0)
        : budget_(of),
          of_account_(of.accounts_.try_emplace(by).first),
          most_(std::max(of.most_ / accounts_at_least, largest)) {
      ++of_account_->second.shares;
    }
    ~share() {
      give_back();
      if (--of_account_->second.shares == 0) budget_.accounts_.erase(of_account_);
    }
    share(const share&) = delete;
    share& operator=(const share&) = delete;

    // Whether hold(bytes) would be allowed now.
    bool could_hold(std::size_t bytes) const noexcept {
      if (bytes <= held_) return true;
      const auto more = bytes - held_;
      const auto used = of_account_->second.used;
      return more <= budget_.most_ - budget_.used_ && used <= most_ && more <= most_ - used;
    }

    // Holds at least `bytes` from now on, rounded up to a step where there is room for that; false, and
    // nothing changed, where the budget or what is the account's does not allow it.
    bool hold(std::size_t bytes) noexcept {
      if (bytes <= held_) return true;
      if (!could_hold(bytes)) return false;
      const auto whole_steps = (bytes + budget_.step_ - 1) / budget_.step_ * budget_.step_;
      set(could_hold(whole_steps) ? whole_steps : bytes);
      return true;
    }

    void give_back() noexcept { set(0); }

   private:
    void set(std::size_t bytes) noexcept {
      budget_.used_ = budget_.used_ - held_ + bytes;
      of_account_->second.used = of_account_->second.used - held_ + bytes;
      held_ = bytes;
    }

    body_budget& budget_;
    std::map<account_id, account>::iterator of_account_;
    std::size_t most_;  // of the account
    std::size_t held_ = 0;
  };

  std::size_t used() const noexcept { return used_; }

 private:
  static constexpr std::size_t accounts_at_least = 4;  // that find room at once

  std::size_t most_;
  std::size_t step_;
  std::size_t used_ = 0;
  std::map<account_id, account> accounts_;
};

}  // namespace waypost
