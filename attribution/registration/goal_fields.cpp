#include "attribution/registration/goal_fields.hpp"

#include <algorithm>

#include "attribution/registration/event_name.hpp"
#include "attribution/registry/goals.hpp"

namespace waypost {
namespace {

std::string path_of(std::string_view list, std::size_t index) {
  return std::string(list) + '[' + std::to_string(index) + ']';
}

// The elements, or null where there are none to read: the member is absent, wrong, or takes away.
const boost::json::array* elements(field_reader& from, std::string_view name, std::size_t most, bool& given) {
  given = from.is_null(name);
  if (given) return nullptr;
  const auto* list = from.list(name);
  given = list != nullptr;
  if (given && list->size() > most) {
    from.refuse(name, "This must have at most " + std::to_string(most) + " elements.");
    return nullptr;
  }
  return list;
}

conversion_goal read_goal(field_reader from) {
  conversion_goal read;
  if (const auto event = from.text("event", true)) {
    read.event = *event;
    if (const auto fault = fault_of_event_name(*event); !fault.empty())
      from.refuse("event", "An event's name " + std::string(fault) + '.');
  }
  const auto window = from.number("window_minutes", true);
  if (window && (*window < 1 || *window > longest_window_minutes))
    from.refuse("window_minutes", "This must be 1 to " + std::to_string(longest_window_minutes) + '.');
  read.window_minutes = static_cast<std::uint32_t>(window.value_or(0));
  from.refuse_others();
  return read;
}

}  // namespace

std::optional<std::vector<conversion_goal>> read_conversions(field_reader& from,
                                                             std::optional<field_error>& error) {
  bool given = false;
  const auto* list = elements(from, "conversions", most_conversions, given);
  if (!given) return std::nullopt;
  std::vector<conversion_goal> goals;
  for (std::size_t i = 0; list != nullptr && i < list->size() && !error; ++i) {
    const auto at = path_of("conversions", i);
    const auto* object = (*list)[i].if_object();
    if (object == nullptr) {
      from.refuse(at, "This must be an object with an event and window_minutes.");
      break;
    }
    auto goal = read_goal(field_reader(*object, at, error));
    const bool repeated = std::any_of(goals.begin(), goals.end(),
                                      [&](const conversion_goal& each) { return each.event == goal.event; });
    if (repeated) from.refuse(at + ".event", "Another conversion has this event.");
    goals.push_back(std::move(goal));
  }
  return goals;
}

std::optional<std::vector<std::string>> read_funnel(field_reader& from) {
  bool given = false;
  const auto* list = elements(from, "funnel", most_funnel_steps, given);
  if (!given) return std::nullopt;
  std::vector<std::string> steps;
  for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
    const auto* text = (*list)[i].if_string();
    const std::string step = text != nullptr ? std::string(text->data(), text->size()) : std::string();
    const auto fault = is_message_step(step) ? std::string_view() : fault_of_event_name(step);
    if (text == nullptr)
      from.refuse(path_of("funnel", i), "This must be sent, delivered, clicked or an event's name.");
    else if (!fault.empty())
      from.refuse(path_of("funnel", i), "A step's name " + std::string(fault) + '.');
    else if (std::find(steps.begin(), steps.end(), step) != steps.end())
      from.refuse(path_of("funnel", i), "Another step is this one.");
    steps.push_back(step);
  }
  return steps;
}

}  // namespace waypost
