#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

#include "attribution/journal/record.hpp"
#include "attribution/journal/user_agent_hash.hpp"

namespace waypost {

// The user agents that a segment spells out once, by number from 1 on. Bounded, so that nobody makes the
// server grow by inventing user agents. The writer's thread.
class user_agent_table {
 public:
  struct entry {
    std::uint16_t number = 0;  // 0: the table is full, or the text is empty
    bool added = false;        // was not in the table before
  };

  // The number of `text`, which is added where there is room.
  entry number_of(std::string_view text) {
    if (text.empty()) return {};
    if (const auto found = numbers_.find(text); found != numbers_.end()) return {found->second, false};
    if (numbers_.size() >= most_user_agents) return {};
    const auto number = static_cast<std::uint16_t>(numbers_.size() + 1);
    numbers_.emplace(texts_.emplace_back(text), number);
    return {number, true};
  }

  void clear() {
    numbers_.clear();
    texts_.clear();
  }

 private:
  std::deque<std::string> texts_;  // what the keys borrow
  std::unordered_map<std::string_view, std::uint16_t, user_agent_hash> numbers_;
};

}  // namespace waypost
