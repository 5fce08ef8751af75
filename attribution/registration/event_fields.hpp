#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <waypost/report.hpp>

#include "attribution/registration/event_members.hpp"
#include "attribution/registration/personal_codes.hpp"

namespace waypost {

inline constexpr std::size_t longest_event_id = 200;     // bytes
inline constexpr std::size_t longest_message_id = 200;   // bytes
inline constexpr std::size_t longest_error_code = 64;    // characters
inline constexpr std::size_t longest_description = 200;  // bytes
inline constexpr std::uint64_t largest_count = 1'000'000'000;

// Why an event is not taken.
struct event_fault {
  std::string field;  // empty where the row is no JSON object that can be read
  std::string detail;
  bool not_json = false;
};

// Reads the events that the platform reports of one campaign, row by row:
//   sent, delivered, failed   of a `recipient`, or of whom a `code` was made for, or a `count` of messages
//   sent                      message_id, of a single message
//   failed                    error, description
//   converted                 of a recipient or a code: event; value and currency
// each with `at` and `id`. One call's, on the API's thread.
class event_fields {
 public:
  explicit event_fields(personal_codes& codes);

  // Reads one event, in at most `longest_row` bytes. `now_ms`: when it happened, where it does not say. What
  // is wrong with it; `into` is whole only where nothing is.
  std::optional<event_fault> read(std::string_view row, std::int64_t now_ms, campaign_report& into);

 private:
  std::optional<event_fault> parse(std::string_view row);

  event_parser parser_;
  personal_codes& codes_;
};

}  // namespace waypost
