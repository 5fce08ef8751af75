#include "stats/trend.hpp"

#include "stats/sums.hpp"

namespace waypost {
namespace {

// Of no conversions where the campaign has no goal.
const conversion_counters::kind& influenced(const campaign_counters& counters) {
  static const conversion_counters::kind none;
  return counters.conversions.empty() ? none : counters.conversions.front().influenced;
}

}  // namespace

time_of_numbers time_of_trend(const campaign_counters& counters) {
  time_of_numbers time;
  for (const auto* counts : {&counters.sent, &counters.delivered, &counters.failed, &counters.first_clicks,
                             &influenced(counters).by_quarter})
    time.include(*counts);
  for (const auto& link : counters.links) time.include(link.clicks);
  for (const auto& [quarter, amounts] : influenced(counters).revenue) time.include({{quarter, 1}});
  return time;
}

trend trend_by(const buckets& each, const campaign_counters& counters) {
  trend made;
  made.starts = each.starts();
  made.sent = each.spread(counters.sent);
  made.delivered = each.spread(counters.delivered);
  made.failed = each.spread(counters.failed);
  made.first_clicks = each.spread(counters.first_clicks);
  made.clicks.resize(each.size());
  for (const auto& link : counters.links)
    for (const auto& [quarter, clicks] : link.clicks)
      if (const auto bucket = each.of(quarter)) made.clicks[*bucket] += clicks;
  made.converted = each.spread(influenced(counters).by_quarter);
  made.revenue.resize(each.size());
  for (const auto& [quarter, amounts] : influenced(counters).revenue)
    if (const auto bucket = each.of(quarter)) add_to(made.revenue[*bucket], amounts);
  return made;
}

}  // namespace waypost
