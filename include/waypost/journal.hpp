#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include <waypost/click.hpp>
#include <waypost/ids.hpp>

namespace waypost {

// Which journal: every start of a server has its own, one per redirect thread and one for reports.
struct journal_name {
  std::uint64_t node = 0;   // random, made with the data directory
  std::uint64_t start = 0;  // counted up in the data directory
  std::uint32_t index = 0;  // 0 for reports, 1, 2, … for the redirect threads, then the drain's own

  // "<node>.<start>.<index>", the node as 16 hexadecimal digits: how Redis keys and logs name it.
  std::string text() const {
    return detail::hex16(node) + '.' + std::to_string(start) + '.' + std::to_string(index);
  }

  friend auto operator<=>(const journal_name&, const journal_name&) = default;
};

// Something the campaign platform reported. The journal carries its text without looking into it.
struct report {
  std::int64_t time_ms = 0;  // when it was received
  campaign_id campaign{};
  std::string_view text;  // compact JSON, at most longest_report bytes; borrowed
};

inline constexpr std::size_t longest_report = 4096;

// One record of a journal. `offset` is its number there: 0, 1, 2, … without holes, the same in ring and
// segment.
struct event {
  std::uint64_t offset = 0;
  std::variant<click, report> what;
};

}  // namespace waypost
