#include "stats/campaign_pages.hpp"

#include <algorithm>
#include <utility>

namespace waypost {
namespace {

struct placed_campaign {
  std::size_t index = 0;
  campaign_place place;
};

// Keeps what follows `after`, of that the first limit + 1, in order.
void cut_page(std::vector<placed_campaign>& placed, const campaign_order& order,
              const std::optional<campaign_place>& after, std::size_t limit) {
  if (after) std::erase_if(placed, [&](const auto& each) { return !order.before(*after, each.place); });
  const auto kept = std::min(placed.size(), limit + 1);
  std::partial_sort(placed.begin(), placed.begin() + static_cast<std::ptrdiff_t>(kept), placed.end(),
                    [&](const auto& a, const auto& b) { return order.before(a.place, b.place); });
  placed.resize(kept);
}

}  // namespace

task<campaign_list_page> campaign_pages::all_of(totals_reader::campaigns campaigns) {
  auto totals = co_await totals_.read(campaigns);
  if (!totals) co_return totals.error();
  co_return campaign_list_page{std::move(campaigns), std::move(*totals), {}};
}

task<campaign_list_page> campaign_pages::page_of(account_id account, campaign_order order, page asked) {
  std::optional<campaign_place> after;
  if (!asked.after.empty()) {
    after = order.place_at(asked.after);
    if (!after) co_return errc::invalid;
  }
  auto campaigns = campaigns_.all_of(account);
  std::erase_if(campaigns, [](const auto& each) { return each->singles; });
  std::vector<campaign_totals> totals(campaigns.size());
  if (order.by_numbers()) {
    auto read = co_await totals_.read(campaigns);
    if (!read) co_return read.error();
    totals = std::move(*read);
  }
  std::vector<placed_campaign> placed;
  for (std::size_t i = 0; i < campaigns.size(); ++i)
    placed.push_back({i, order.place_of(*campaigns[i], totals[i].numbers)});
  cut_page(placed, order, after, asked.limit);
  campaign_list_page made;
  if (placed.size() > asked.limit) {
    placed.pop_back();
    made.next = order.cursor_of(placed.back().place);
  }
  for (const auto& each : placed) {
    made.campaigns.push_back(campaigns[each.index]);
    made.totals.push_back(std::move(totals[each.index]));
  }
  if (order.by_numbers()) co_return made;
  auto read = co_await totals_.read(made.campaigns);
  if (!read) co_return read.error();
  made.totals = std::move(*read);
  co_return made;
}

}  // namespace waypost
