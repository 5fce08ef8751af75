#include "attribution/registration/add_link.hpp"

#include <algorithm>

#include "attribution/registration/answers.hpp"
#include "attribution/registration/campaign_fields.hpp"
#include "attribution/registration/registered.hpp"
#include "attribution/registry/fold.hpp"

namespace waypost {
namespace {

// How often the change is built anew because the campaign changed, or its numbers met others, meanwhile.
constexpr int most_attempts = 8;

bool has_label(const campaign& of, std::string_view label) {
  return std::any_of(of.links.begin(), of.links.end(), [&](const link& each) { return each.label == label; });
}

}  // namespace

result<change::add_link> add_link::built_on(const campaign& of, const link& added) const {
  change::add_link change;
  change.campaign = of.id;
  change.built_on = of.version;
  change.added = added;
  if (of.recipients == 0) return change;
  const auto next = static_cast<std::uint16_t>(of.links.size());
  const auto run = draw_block(registrar_.state(), of, of.recipients, next, 1, false, shortest_);
  if (!run) return run.error();
  change.run = *run;
  return change;
}

boost::asio::awaitable<api_response> add_link::handle(api_request request) {
  api_response refusal;
  const auto body = read_object(request.body, refusal);
  std::optional<field_error> error;
  link added;
  if (body) {
    field_reader reader(*body, {}, error);
    added = read_link(reader, destinations_);
  }
  for (int attempt = 0; attempt < most_attempts; ++attempt) {
    const auto found = find_campaign(registrar_.state(), request.account, request.path.at(0));
    if (!found) co_return no_such_campaign();
    if (!body) co_return refusal;
    if (error) co_return invalid_field(error->field, error->detail);
    if (found->singles) co_return conflict({}, "Single links are added by POST /api/v1/links.");
    if (has_label(*found, added.label))
      co_return conflict("label", "Another link of the campaign has this label.");
    if (found->links.size() >= most_links)
      co_return conflict({}, "The campaign has " + std::to_string(most_links) + " links already.");

    auto change = built_on(*found, added);
    if (!change) co_return answer_to(change.error());
    change::any what = std::move(*change);
    const auto outcome = co_await registrar_.offer(std::move(what));
    if (!outcome) co_return answer_to(outcome.error());
    if (outcome->taken) co_return json_answer(201, to_json(*registrar_.state().campaigns.at(found->id).of));
    if (outcome->why != errc::conflict && outcome->why != errc::void_entry) co_return answer_to(*outcome);
  }
  co_return answer_to(make_error_code(errc::conflict));
}

}  // namespace waypost
