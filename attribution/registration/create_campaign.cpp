#include "attribution/registration/create_campaign.hpp"

#include <utility>

#include "attribution/registration/answers.hpp"
#include "attribution/registration/campaign_fields.hpp"
#include "attribution/registration/goal_fields.hpp"
#include "attribution/registration/registered.hpp"

namespace waypost {

create_campaign::create_campaign(registrar& into, const destination_check& destinations,
                                 const time_zones& zones, wall_clock now)
    : registrar_(into), destinations_(destinations), zones_(zones), now_(std::move(now)) {}

boost::asio::awaitable<api_response> create_campaign::handle(api_request request) {
  api_response refusal;
  const auto body = read_object(request.body, refusal);
  if (!body) co_return refusal;

  std::optional<field_error> error;
  field_reader reader(*body, {}, error);
  campaign made;
  made.id = random_id<campaign_id>();
  made.account = request.account;
  made.name = read_name(reader, true).value_or("");
  made.time_zone = read_time_zone(reader, zones_, true).value_or("");
  made.created_s = now_() / 1000;
  made.expires_ms = read_expiry(reader);
  made.fallback_url = read_url(reader, "fallback_url", destinations_, false);
  made.paused = reader.flag("paused").value_or(false);
  made.links = read_links(reader, destinations_, error);
  made.conversions = read_conversions(reader, error).value_or(std::vector<conversion_goal>());
  made.funnel = read_funnel(reader).value_or(std::vector<std::string>());
  reader.refuse_others();
  if (error) co_return invalid_field(error->field, error->detail);

  const auto id = made.id;
  change::any what = change::create_campaign{std::move(made), std::nullopt};
  const auto outcome = co_await registrar_.offer(std::move(what));
  if (!outcome) co_return answer_to(outcome.error());
  if (!outcome->taken) co_return answer_to(*outcome);
  auto answer = json_answer(201, to_json(*registrar_.state().campaigns.at(id).of));
  answer.headers.emplace_back("Location", "/api/v1/campaigns/" + to_text(id));
  co_return answer;
}

}  // namespace waypost
