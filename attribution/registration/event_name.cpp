#include "attribution/registration/event_name.hpp"

#include "attribution/registration/field_reader.hpp"
#include "attribution/registry/goals.hpp"

namespace waypost {

std::string_view fault_of_event_name(std::string_view name) noexcept {
  if (name.empty() || characters(name) > longest_event_name) return "must have 1 to 64 characters";
  if (has_control_characters(name)) return "must have no control characters";
  if (is_message_step(name)) return "must not be sent, delivered or clicked";
  return {};
}

}  // namespace waypost
