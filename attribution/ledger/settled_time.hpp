#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>

namespace waypost {

// The time of day as the clock has told it for a while already. One that is ahead for a moment makes nothing
// old that way. One user's, on its thread.
class settled_time {
 public:
  using clock = std::chrono::steady_clock;

  // `patience`: for so long at least, and for twice as long at most, a clock must be ahead to be believed.
  // With none, every clock is believed at once.
  explicit settled_time(clock::duration patience) : patience_(patience) {}

  // Milliseconds since 1970; nothing until it was looked at for the patience. To be told often what the time
  // of day is: a clock that was right in between is not noticed otherwise.
  std::optional<std::int64_t> look(std::int64_t wall_ms, clock::time_point now) {
    if (patience_ <= clock::duration::zero()) return wall_ms;
    const auto elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch());
    const auto ahead = wall_ms - elapsed.count();
    if (!since_) {
      since_ = now;
      lowest_ = ahead;
    } else if (now - *since_ >= patience_) {
      since_ = now;
      lowest_before_ = lowest_;
      lowest_ = ahead;
    }
    lowest_ = std::min(lowest_, ahead);
    if (!lowest_before_) return std::nullopt;
    return elapsed.count() + std::min(lowest_, *lowest_before_);
  }

 private:
  clock::duration patience_;
  std::optional<clock::time_point> since_;     // when the present stretch began
  std::int64_t lowest_ = 0;                    // how far it was ahead of the steady clock, in this stretch
  std::optional<std::int64_t> lowest_before_;  // and in the one before
};

}  // namespace waypost
