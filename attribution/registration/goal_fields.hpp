#pragma once

#include <optional>
#include <string>
#include <vector>

#include <waypost/campaign.hpp>

#include "attribution/registration/field_reader.hpp"

// What a campaign counts as conversions, as members of a request. What is wrong with one, the reader keeps.
namespace waypost {

// "conversions": up to 16 objects of an event and its window_minutes, no two with the same event. Nothing
// where the member is absent; none of them where it is null or empty, which takes them away.
std::optional<std::vector<conversion_goal>> read_conversions(field_reader& from,
                                                             std::optional<field_error>& error);

// "funnel": up to 16 steps, each sent, delivered, clicked or an event's name, none twice. Absent, null and
// empty as above.
std::optional<std::vector<std::string>> read_funnel(field_reader& from);

}  // namespace waypost
