#include "attribution/ledger/merged_facts.hpp"

#include <algorithm>
#include <string>

namespace waypost {

namespace {

quarter_counts map_of(const quarter_sums& sums) {
  quarter_counts counts;
  for (const auto& [quarter, sum] : sums.entries())
    if (sum != 0) counts.emplace_hint(counts.end(), quarter, sum);
  return counts;
}

conversion_counters::kind counters_of(const goal_sums::kind& sums) {
  conversion_counters::kind counters;
  counters.by_quarter = map_of(sums.converted);
  for (const auto& [quarter, n] : counters.by_quarter) counters.converted += n;
  for (const auto& [key, sum] : sums.revenue.entries()) {
    auto& quarter = counters.revenue.try_emplace(counters.revenue.end(), key.quarter)->second;
    quarter.emplace_hint(quarter.end(), text_of(key.currency), sum);
  }
  return counters;
}

}  // namespace

void merged_facts::add(const chunk_sums& chunk) {
  messages_.sent.add(chunk.sent.by_quarter);
  messages_.delivered.add(chunk.delivered.by_quarter);
  messages_.failed.add(chunk.failed);
  first_clicks_.add(chunk.first_click.by_quarter);
  clicked_.add(chunk.clicked);
  for (std::size_t i = 0; i < goals_.size(); ++i) goals_[i].add(chunk.goals[i]);
  add_funnel(chunk.funnel);
}

void merged_facts::add(const plain_sums& counts) { messages_.add(counts); }

void merged_facts::add_funnel(const std::vector<std::uint64_t>& steps) {
  for (std::size_t i = 0; i < funnel_.size(); ++i) funnel_[i] += steps[i];
}

bool merged_facts::all_errors_known(const error_names& names) const {
  return std::all_of(messages_.failed.errors().begin(), messages_.failed.errors().end(),
                     [&](const auto& error) { return names.knows(error.number); });
}

campaign_counters merged_facts::counters(const error_names& names) const {
  campaign_counters to;
  to.sent = map_of(messages_.sent);
  to.delivered = map_of(messages_.delivered);
  to.first_clicks = map_of(first_clicks_);
  to.unique_clickers = clicked_.clickers;
  to.clickers_by_links = clicked_.by_links_clicked;
  to.forwarded_devices = clicked_.forwarded_devices;
  for (const auto& [link, clickers] : clicked_.by_link.entries()) {
    if (to.links.size() <= link) to.links.resize(link + std::size_t{1});
    to.links[link].unique_clickers = clickers;
  }
  add_errors(to, names);
  for (const auto& goal : goals_)
    to.conversions.push_back({counters_of(goal.influenced), counters_of(goal.click_through)});
  to.funnel = funnel_;
  to.unknown_recipients = unknown_;
  return to;
}

void merged_facts::add_errors(campaign_counters& to, const error_names& names) const {
  quarter_sums all;
  for (const auto& error : messages_.failed.errors()) {
    auto [code, description] = names.name_of(error.number);
    const auto [place, is_new] = to.errors.try_emplace(std::move(code));
    auto& counters = place->second;
    if (counters.description.empty()) counters.description = std::move(description);
    for (const auto& [quarter, n] : map_of(error.failed)) counters.failed[quarter] += n;
    counters.first_seen_s = is_new ? error.first_s : std::min(counters.first_seen_s, error.first_s);
    counters.last_seen_s = std::max(counters.last_seen_s, error.last_s);
    all.add(error.failed);
  }
  to.failed = map_of(all);
}

}  // namespace waypost
