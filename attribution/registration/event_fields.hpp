#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <waypost/report.hpp>

#include "attribution/registration/field_reader.hpp"

namespace waypost {

inline constexpr std::size_t longest_event_id = 200;   // bytes
inline constexpr std::size_t longest_recipient = 255;  // bytes
inline constexpr std::uint64_t largest_count = 1'000'000'000;

// Reads one event that the platform reports: {"type":"sent","count":n} or {"type":"sent","recipient":"u1"},
// each with `at` (RFC 3339; `now_ms` where it is absent) and `id`; in at most `longest_row` bytes. Valid only
// where `error` stays empty; its `field` is empty where the row is no JSON object.
sent_report read_event(std::string_view row, std::int64_t now_ms, std::optional<field_error>& error);

}  // namespace waypost
