#include "attribution/registration/list_campaigns.hpp"

#include "attribution/registration/answers.hpp"
#include "attribution/registration/page.hpp"
#include "attribution/registration/registered.hpp"

namespace waypost {

boost::asio::awaitable<api_response> list_campaigns::handle(api_request request) {
  api_response refusal;
  const auto asked = read_page(request, refusal);
  if (!asked) co_return refusal;
  const auto& state = registrar_.state();

  std::shared_ptr<const campaign> after;
  if (!asked->after.empty()) {
    after = find_campaign(state, request.account, asked->after);
    if (!after) co_return invalid_field("after", "This must be the id of a campaign.");
  }
  page_items items(*asked);
  bool more = false;
  if (const auto owned = state.campaigns_by_account.find(request.account);
      owned != state.campaigns_by_account.end()) {
    const auto& ordered = owned->second;
    auto each = after ? ordered.upper_bound({after->created_s, after->id}) : ordered.begin();
    for (; each != ordered.end(); ++each) {
      const auto& of = *state.campaigns.at(each->second).of;
      if (of.singles) continue;
      more = items.full();
      if (more) break;
      items.add(to_json(of), to_text(of.id));
    }
  }
  co_return json_answer(200, std::move(items).to_json(more));
}

}  // namespace waypost
