#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <waypost/api.hpp>
#include <waypost/campaign.hpp>
#include <waypost/clock.hpp>
#include <waypost/counters.hpp>

#include "stats/failures.hpp"

namespace waypost {

// What the statistics are made from. References: all of it outlives the handlers.
struct stats_sources {
  const campaign_catalogue& campaigns;
  counter_source& counters;
  wall_clock now;
};

// What numbers are written as.
enum class numbers_format : std::uint8_t { json, csv };

// The format that the call accepts best; nothing, and `refusal` (406) is set, where it accepts neither.
std::optional<numbers_format> format_for(const api_request& request, api_response& refusal);

// A call about one campaign: …/campaigns/{id}/….
struct campaign_call {
  std::shared_ptr<const campaign> of;
  numbers_format format = numbers_format::json;
};

// Nothing, and `refusal` is set, where the account has no such campaign (404), no format fits (406), or a
// parameter is none of `known` (422).
std::optional<campaign_call> read_campaign_call(const stats_sources& from, const api_request& request,
                                                std::span<const std::string_view> known,
                                                api_response& refusal);

// A campaign's counters, one for each of its links, conversions and steps of the funnel.
task<campaign_counters> read_counters(counter_source& from, const campaign& of);

// The answer that has `text` for its body.
api_response numbers_answer(numbers_format format, std::string text);

}  // namespace waypost
