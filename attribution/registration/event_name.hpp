#pragma once

#include <cstddef>
#include <string_view>

namespace waypost {

inline constexpr std::size_t longest_event_name = 64;  // characters

// Why no conversion event can be called `name`; empty where one can: 1 to 64 characters without control
// characters, and not sent, delivered or clicked, which are steps of a funnel by themselves.
std::string_view fault_of_event_name(std::string_view name) noexcept;

}  // namespace waypost
