#pragma once

#include <string>
#include <string_view>

// CSV as Waypost reads and writes it: RFC 4180, and fields that a spreadsheet would take for a formula (they
// begin with = + - @, a tab or a CR) are guarded by an apostrophe ahead. So that nothing is lost on the way,
// a field that begins with apostrophes and then one of these gets one more, and reading takes one away again.
namespace waypost {

namespace detail {

inline bool looks_like_formula(std::string_view field) noexcept {
  const auto first = field.find_first_not_of('\'');
  return first != field.npos && std::string_view("=+-@\t\r").find(field[first]) != std::string_view::npos;
}

}  // namespace detail

// Appends a field, quoted where it must be; guarded where it must be unless `guard` is false.
inline void append_csv_field(std::string& to, std::string_view field, bool guard) {
  const bool guarded = guard && detail::looks_like_formula(field);
  if (field.find_first_of(",\"\r\n") == field.npos) {
    if (guarded) to.push_back('\'');
    to.append(field);
    return;
  }
  to.push_back('"');
  if (guarded) to.push_back('\'');
  for (const char c : field) {
    if (c == '"') to.push_back('"');
    to.push_back(c);
  }
  to.push_back('"');
}

// The field without its guard, where it has one.
inline std::string_view without_csv_guard(std::string_view field) noexcept {
  if (field.starts_with('\'') && detail::looks_like_formula(field)) field.remove_prefix(1);
  return field;
}

}  // namespace waypost
