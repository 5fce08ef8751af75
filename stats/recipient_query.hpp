#pragma once

#include <cstdint>
#include <limits>
#include <optional>

#include <waypost/api.hpp>
#include <waypost/campaign.hpp>
#include <waypost/counters.hpp>

namespace waypost {

// Which recipients a call asks for.
struct recipient_query {
  recipient_filter wanted;
  std::uint32_t first = 0;                                         // positions below it are not wanted
  std::uint64_t most = std::numeric_limits<std::uint64_t>::max();  // rows
  bool guard = true;                                               // against formulas, in CSV
};

// Reads clicked, not_clicked, sent, delivered, failed and converted (true or false), link, event, after,
// limit and formula_guard. Nothing, and `refusal` names the parameter, where one is unknown, no good, or
// given twice.
std::optional<recipient_query> read_recipient_query(const api_request& request, const campaign& of,
                                                    api_response& refusal);

}  // namespace waypost
