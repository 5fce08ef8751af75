#include "attribution/registration/list_single_links.hpp"

#include <charconv>

#include "attribution/registration/answers.hpp"
#include "attribution/registration/page.hpp"
#include "attribution/registration/registered.hpp"
#include "attribution/registry/fold.hpp"

namespace waypost {
namespace {

// A place in the list: a campaign of single links and an index in it, as text "<campaign>.<index>".
struct place_after {
  std::shared_ptr<const campaign> in;
  std::uint16_t index = 0;
};

std::optional<place_after> read_after(const registry_state& state, account_id owner, std::string_view text) {
  const auto dot = text.find('.');
  if (dot == text.npos) return std::nullopt;
  place_after read;
  read.in = find_campaign(state, owner, text.substr(0, dot));
  const auto digits = text.substr(dot + 1);
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), read.index);
  if (!read.in || error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return read;
}

}  // namespace

boost::asio::awaitable<api_response> list_single_links::handle(api_request request) {
  api_response refusal;
  const auto asked = read_page(request, refusal);
  if (!asked) co_return refusal;
  const auto& state = registrar_.state();
  const auto after = read_after(state, request.account, asked->after);
  if (!asked->after.empty() && !after) co_return invalid_field("after", "This must be a page's next.");

  page_items items(*asked);
  const auto owned = state.campaigns_by_account.find(request.account);
  if (owned == state.campaigns_by_account.end()) co_return json_answer(200, std::move(items).to_json(false));
  auto each =
      after ? owned->second.lower_bound({after->in->created_s, after->in->id}) : owned->second.begin();
  for (; each != owned->second.end(); ++each) {
    const auto& in = state.campaigns.at(each->second);
    if (!in.of->singles) continue;
    const bool resumed = after && in.of->id == after->in->id;
    for (std::size_t i = resumed ? after->index + 1U : 0U; i < in.of->links.size(); ++i) {
      if (is_empty_place(in.of->links[i])) continue;
      if (items.full()) co_return json_answer(200, std::move(items).to_json(true));
      items.add(view_.show(state.key.value(), in, static_cast<std::uint16_t>(i)),
                to_text(in.of->id) + '.' + std::to_string(i));
    }
  }
  co_return json_answer(200, std::move(items).to_json(false));
}

}  // namespace waypost
