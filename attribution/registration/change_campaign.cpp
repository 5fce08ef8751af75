#include "attribution/registration/change_campaign.hpp"

#include "attribution/registration/answers.hpp"
#include "attribution/registration/campaign_fields.hpp"
#include "attribution/registration/goal_fields.hpp"
#include "attribution/registration/registered.hpp"

namespace waypost {
namespace {

change::change_campaign read_change(field_reader& reader, const destination_check& destinations,
                                    const time_zones& zones, std::optional<field_error>& error) {
  change::change_campaign change;
  change.built_on = reader.number("version");
  change.name = read_name(reader, false);
  change.time_zone = read_time_zone(reader, zones, false);
  if (reader.is_null("expires_at"))
    change.expires_ms.emplace(std::nullopt);
  else if (const auto time_ms = read_expiry(reader))
    change.expires_ms.emplace(*time_ms);
  if (reader.is_null("fallback_url"))
    change.fallback_url.emplace(std::nullopt);
  else if (auto url = read_url(reader, "fallback_url", destinations, false))
    change.fallback_url.emplace(std::move(*url));
  change.paused = reader.flag("paused");
  change.conversions = read_conversions(reader, error);
  change.funnel = read_funnel(reader);
  reader.refuse_others();
  return change;
}

bool changes_nothing(const change::change_campaign& change) {
  return !change.name && !change.time_zone && !change.expires_ms && !change.fallback_url && !change.paused &&
         !change.conversions && !change.funnel;
}

}  // namespace

boost::asio::awaitable<api_response> change_campaign::handle(api_request request) {
  const auto found = find_campaign(registrar_.state(), request.account, request.path.at(0));
  if (!found) co_return no_such_campaign();
  api_response refusal;
  const auto body = read_object(request.body, refusal);
  if (!body) co_return refusal;

  std::optional<field_error> error;
  field_reader reader(*body, {}, error);
  auto change = read_change(reader, destinations_, zones_, error);
  if (error) co_return invalid_field(error->field, error->detail);
  if (changes_nothing(change))
    co_return invalid_field(
        {},
        "The body changes nothing: give at least one of name, time_zone, expires_at, fallback_url, paused, "
        "conversions, funnel.");
  change.id = found->id;

  const bool versioned = change.built_on.has_value();
  change::any what = std::move(change);
  const auto outcome = co_await registrar_.offer(std::move(what));
  if (!outcome) co_return answer_to(outcome.error());
  if (!outcome->taken && outcome->why == errc::conflict && versioned)
    co_return conflict("version", "The campaign has another version by now: read it again.");
  if (!outcome->taken) co_return answer_to(*outcome);
  co_return json_answer(200, to_json(*registrar_.state().campaigns.at(found->id).of));
}

}  // namespace waypost
