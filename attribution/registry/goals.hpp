#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include <waypost/campaign.hpp>

// What a campaign may count as its conversions, and what its funnel may have for steps.
namespace waypost {

inline constexpr std::size_t most_conversions = 16;
inline constexpr std::size_t most_funnel_steps = 16;
inline constexpr std::uint32_t longest_window_minutes = 366 * 24 * 60;

// Whether a funnel's step of this name is a fact of the message, so that no event may have it.
constexpr bool is_message_step(std::string_view name) noexcept {
  return name == "sent" || name == "delivered" || name == "clicked";
}

// Which rule they break; empty where none.
std::string_view fault_of(std::span<const conversion_goal> conversions);
std::string_view fault_of_funnel(std::span<const std::string> steps);

}  // namespace waypost
