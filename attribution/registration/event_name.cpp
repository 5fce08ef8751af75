#include "attribution/registration/event_name.hpp"

#include <waypost/report.hpp>

#include "attribution/registration/field_reader.hpp"
#include "attribution/registry/goals.hpp"

namespace waypost {

std::string_view fault_of_event_name(std::string_view name) noexcept {
  if (name.empty() || characters(name) > longest_event_name) return "must have 1 to 64 characters";
  if (has_control_characters(name)) return "must have no control characters";
  // As a funnel's step it would look like failed messages.
  if (is_message_step(name) || name == name_of(report_type::failed))
    return "must not be sent, delivered, failed or clicked";
  return {};
}

}  // namespace waypost
