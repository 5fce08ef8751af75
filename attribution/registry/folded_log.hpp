#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <waypost/errors.hpp>
#include <waypost/ids.hpp>

#include "attribution/registry/entry.hpp"
#include "attribution/registry/fold.hpp"
#include "attribution/registry/state.hpp"

namespace waypost {

// The log as far as this server has folded it: the state, and the nonce of every entry, by which it
// recognises the stream it followed. No I/O; movable; one thread.
class folded_log {
 public:
  // Whether `e` is the entry that comes next.
  bool continued_by(const entry& e) const noexcept { return e.number == size() + 1 && e.previous == last(); }

  // Folds the next entry. errc::unknown_version or errc::corrupt where its changes cannot be read: then
  // nothing has changed, and nothing that comes after it may be folded.
  result<std::vector<offer_outcome>> take(const entry& e, touched& t);

  std::uint64_t size() const noexcept { return nonces_.size(); }
  nonce last() const noexcept { return nonces_.empty() ? nonce{} : nonces_.back(); }
  nonce at(std::uint64_t number) const { return nonces_.at(number - 1); }
  const registry_state& state() const noexcept { return state_; }

 private:
  registry_state state_;
  std::vector<nonce> nonces_;
};

// A '1' for each outcome that was taken, a '0' for each that is void.
std::string marks_of(const std::vector<offer_outcome>& outcomes);

// Finds the last entry that two logs have in common, one question at a time: since each entry names the one
// before, logs that agree in an entry agree in all before it.
class common_search {
 public:
  // The logs are known to differ in entry `different`, and in none after it is anything in common.
  explicit common_search(std::uint64_t different) : different_(different) {}

  // The number of the entry to compare next; nothing when the search is over.
  std::optional<std::uint64_t> next() const noexcept {
    if (different_ - common_ <= 1) return std::nullopt;
    return common_ + (different_ - common_) / 2;
  }
  void answer(bool same) noexcept { (same ? common_ : different_) = *next(); }
  std::uint64_t common() const noexcept { return common_; }  // 0 where there is none

 private:
  std::uint64_t common_ = 0;
  std::uint64_t different_;
};

}  // namespace waypost
