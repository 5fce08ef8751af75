#include "attribution/registry/goals.hpp"

#include <unordered_set>

namespace waypost {

std::string_view fault_of(std::span<const conversion_goal> conversions) {
  if (conversions.size() > most_conversions) return "too many conversions";
  std::unordered_set<std::string_view> events;
  for (const auto& each : conversions) {
    if (each.event.empty() || is_message_step(each.event)) return "a conversion cannot have this event";
    if (each.window_minutes < 1 || each.window_minutes > longest_window_minutes)
      return "a conversion's window is too short or too long";
    if (!events.insert(each.event).second) return "two conversions have the same event";
  }
  return {};
}

std::string_view fault_of_funnel(std::span<const std::string> steps) {
  if (steps.size() > most_funnel_steps) return "the funnel has too many steps";
  std::unordered_set<std::string_view> seen;
  for (const auto& step : steps) {
    if (step.empty()) return "a step of the funnel has no name";
    if (!seen.insert(step).second) return "two steps of the funnel are the same";
  }
  return {};
}

}  // namespace waypost
