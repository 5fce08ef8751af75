#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace waypost {

// What a trend goes by. Weeks start on Monday.
enum class interval : std::uint8_t { hour, day, week, month };

inline constexpr std::array<std::string_view, 4> interval_names{"hour", "day", "week", "month"};

constexpr std::string_view name_of(interval each) noexcept {
  return interval_names[static_cast<std::size_t>(each)];
}

constexpr std::optional<interval> interval_of(std::string_view name) noexcept {
  for (std::size_t i = 0; i < interval_names.size(); ++i)
    if (interval_names[i] == name) return static_cast<interval>(i);
  return std::nullopt;
}

}  // namespace waypost
