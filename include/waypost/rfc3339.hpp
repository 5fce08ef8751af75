#pragma once

#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

namespace waypost {

namespace detail {

inline std::optional<int> decimal(std::string_view digits) noexcept {
  if (digits.empty() || digits.find_first_not_of("0123456789") != digits.npos) return std::nullopt;
  int value = 0;
  const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return parsed.ec == std::errc{} ? std::optional(value) : std::nullopt;
}

// Minutes east of UTC: "Z", "+05:30", "-08:00".
inline std::optional<int> utc_offset(std::string_view text) noexcept {
  if (text == "Z" || text == "z") return 0;
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
  const auto hours = decimal(text.substr(1, 2));
  const auto minutes = decimal(text.substr(4, 2));
  if (!hours || !minutes || *hours > 23 || *minutes > 59) return std::nullopt;
  return (text[0] == '-' ? -1 : 1) * (*hours * 60 + *minutes);
}

}  // namespace detail

// Milliseconds since 1970 of an RFC 3339 date-time with its offset ("2026-05-01T09:30:00+05:30"); nothing
// where `text` is none or lies before 1970. Digits of the fraction beyond the third are cut; a leap second is
// the first one of the next minute.
inline std::optional<std::int64_t> parse_rfc3339(std::string_view text) noexcept {
  if (text.size() < 20 || text[4] != '-' || text[7] != '-' || text[13] != ':' || text[16] != ':')
    return std::nullopt;
  if (text[10] != 'T' && text[10] != 't' && text[10] != ' ') return std::nullopt;
  const auto year = detail::decimal(text.substr(0, 4));
  const auto month = detail::decimal(text.substr(5, 2));
  const auto day = detail::decimal(text.substr(8, 2));
  const auto hour = detail::decimal(text.substr(11, 2));
  const auto minute = detail::decimal(text.substr(14, 2));
  const auto second = detail::decimal(text.substr(17, 2));
  if (!year || !month || !day || !hour || !minute || !second) return std::nullopt;
  const std::chrono::year_month_day date(std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day)));
  if (!date.ok() || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  std::int64_t milliseconds = 0;
  auto rest = text.substr(19);
  if (rest.front() == '.') {
    const auto end = rest.find_first_not_of("0123456789", 1);
    if (end == rest.npos || end == 1) return std::nullopt;
    for (std::size_t i = 1; i <= 3; ++i) milliseconds = milliseconds * 10 + (i < end ? rest[i] - '0' : 0);
    rest.remove_prefix(end);
  }
  const auto offset = detail::utc_offset(rest);
  if (!offset) return std::nullopt;
  const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
  const std::int64_t minutes = days * 1440 + *hour * 60 + *minute - *offset;
  const std::int64_t time_ms = (minutes * 60 + *second) * 1000 + milliseconds;
  return time_ms >= 0 ? std::optional(time_ms) : std::nullopt;
}

// A time, in milliseconds since 1970 and before the year 10000, as RFC 3339 in UTC; with a fraction only
// where there is one: "2026-05-01T04:00:00Z", "2026-05-01T04:00:00.250Z".
inline std::string rfc3339_of_ms(std::int64_t time_ms) {
  const std::chrono::sys_time<std::chrono::milliseconds> time{std::chrono::milliseconds(time_ms)};
  const auto midnight = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(midnight);
  const std::chrono::hh_mm_ss clock(time - midnight);
  std::array<char, 64> text;
  std::size_t size = static_cast<std::size_t>(
      std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d", static_cast<int>(date.year()),
                    static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                    static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                    static_cast<int>(clock.seconds().count())));
  const auto fraction = static_cast<int>(clock.subseconds().count());
  if (fraction != 0)
    size +=
        static_cast<std::size_t>(std::snprintf(text.data() + size, text.size() - size, ".%03d", fraction));
  return std::string(text.data(), size) + 'Z';
}

// The same for whole seconds since 1970.
inline std::string rfc3339_of_s(std::int64_t time_s) { return rfc3339_of_ms(time_s * 1000); }

}  // namespace waypost
