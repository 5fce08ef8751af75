#include "stats/time_zone.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <stdexcept>

#include <date/tz.h>

#include <waypost/rfc3339.hpp>

namespace waypost {
namespace {

using std::chrono::seconds;

// No clock is further ahead of UTC, or behind it.
constexpr std::int64_t largest_offset_s = 26 * 3600;

}  // namespace

std::optional<time_zone> time_zone::find(std::string_view name) {
  // The machine's own setting, not a zone.
  if (name == "localtime") return std::nullopt;
  try {
    return time_zone(date::locate_zone(name));
  } catch (const std::runtime_error&) {
    return std::nullopt;
  }
}

time_zone::setting time_zone::setting_at(std::int64_t time_s) const {
  const auto info = zone_->get_info(date::sys_seconds(seconds(time_s)));
  return {info.begin.time_since_epoch().count(), info.end.time_since_epoch().count(), info.offset.count()};
}

std::int64_t time_zone::first_at(std::int64_t clock_s) const {
  auto at = setting_at(clock_s - largest_offset_s);
  for (;;) {
    // Where the clocks were set ahead past `clock_s`, the setting's first moment is the one.
    const auto first = std::max(at.from_s, clock_s - at.offset_s);
    if (first < at.until_s) return first;
    at = setting_at(at.until_s);
  }
}

std::string time_zone::text_of(std::int64_t time_s) const {
  const auto offset_s = setting_at(time_s).offset_s;
  // RFC 3339 cannot write the seconds of an offset, as Liberia had it until 1972.
  if (offset_s % 60 != 0) return rfc3339_of_s(time_s);
  auto text = rfc3339_of_s(time_s + offset_s);
  const auto minutes = std::abs(offset_s) / 60;
  std::array<char, 16> suffix;
  std::snprintf(suffix.data(), suffix.size(), "%c%02d:%02d", offset_s < 0 ? '-' : '+',
                static_cast<int>(minutes / 60), static_cast<int>(minutes % 60));
  text.replace(text.size() - 1, 1, suffix.data());
  return text;
}

}  // namespace waypost
