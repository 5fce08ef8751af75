#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <set>
#include <string>

#include <waypost/journal.hpp>

namespace waypost {

// Events of one journal whose campaign is not known yet: kept until it is. Bounded. Owned by the journal's
// follower; the drain's thread.
class held_events {
 public:
  static constexpr std::uint64_t none = std::numeric_limits<std::uint64_t>::max();
  static constexpr std::size_t most = 10000;

  bool empty() const noexcept { return held_.empty(); }
  std::size_t size() const noexcept { return held_.size(); }

  // The lowest offset of all held events; `none` where there are none. No step may reach past it: the event
  // may belong to any campaign.
  std::uint64_t lowest() const noexcept { return held_.empty() ? none : held_.begin()->first; }

  // Keeps a copy; no effect where the event is held already or was given up. False where it would be one more
  // than `most`.
  bool hold(const event& e);

  // Asks `known` for each held event whether it can go now, and forgets those it took.
  void retry(const std::function<bool(const event&)>& known);

  // Adds to the time that all have waited; gives those that waited longer than `patience` to `give_up` and
  // forgets them for good.
  void wait(std::chrono::milliseconds time, std::chrono::milliseconds patience,
            const std::function<void(const event&)>& give_up);

 private:
  struct kept {
    event what;
    std::string text;  // what the event borrows
    std::chrono::milliseconds waited{0};

    event view() const;
  };

  std::map<std::uint64_t, kept> held_;  // by offset
  std::set<std::uint64_t> given_up_;
};

}  // namespace waypost
