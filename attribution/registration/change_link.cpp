#include "attribution/registration/change_link.hpp"

#include "attribution/registration/answers.hpp"
#include "attribution/registration/campaign_fields.hpp"
#include "attribution/registration/registered.hpp"
#include "attribution/registry/fold.hpp"

namespace waypost {

boost::asio::awaitable<api_response> change_link::handle(api_request request) {
  const auto found = find_campaign(registrar_.state(), request.account, request.path.at(0));
  if (!found) co_return no_such_campaign();
  const auto index = find_link(*found, request.path.at(1));
  if (!index || is_empty_place(found->links[*index])) co_return not_found("The campaign has no such link.");
  api_response refusal;
  const auto body = read_object(request.body, refusal);
  if (!body) co_return refusal;

  std::optional<field_error> error;
  field_reader reader(*body, {}, error);
  change::change_link change;
  change.campaign = found->id;
  change.index = *index;
  change.url = read_url(reader, "url", destinations_, false);
  change.paused = reader.flag("paused");
  reader.refuse_others();
  if (error) co_return invalid_field(error->field, error->detail);
  if (!change.url && !change.paused)
    co_return invalid_field({}, "The body changes nothing: give at least one of url, paused.");

  change::any what = std::move(change);
  const auto outcome = co_await registrar_.offer(std::move(what));
  if (!outcome) co_return answer_to(outcome.error());
  if (!outcome->taken) co_return answer_to(*outcome);
  co_return json_answer(200, to_json(*registrar_.state().campaigns.at(found->id).of));
}

}  // namespace waypost
