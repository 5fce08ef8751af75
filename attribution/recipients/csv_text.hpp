#pragma once

#include <string>
#include <string_view>

// CSV as Waypost reads and writes it: RFC 4180, and fields that a spreadsheet would take for a formula (they
// begin with = + - @, a tab or a CR) are guarded by an apostrophe ahead. So that nothing is lost on the way,
// a field that begins with apostrophes and then one of these gets one more, and reading takes one away again.
namespace waypost {

// Appends a field, quoted where it must be; guarded where it must be unless `guard` is false.
void append_csv_field(std::string& to, std::string_view field, bool guard);

// The field without its guard, where it has one.
std::string_view without_csv_guard(std::string_view field) noexcept;

}  // namespace waypost
