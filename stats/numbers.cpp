#include "stats/numbers.hpp"

#include "stats/sums.hpp"

namespace waypost {
namespace {

void add_links(const campaign& of, const campaign_counters& counters, campaign_numbers& numbers) {
  for (std::size_t i = 0; i < of.links.size(); ++i) {
    auto& link = numbers.links.emplace_back();
    link.label = of.links[i].label;
    if (!of.singles) link.unique_clickers = 0;
    if (i >= counters.links.size()) continue;
    link.clicks = sum_of(counters.links[i].clicks);
    if (!of.singles) link.unique_clickers = counters.links[i].unique_clickers;
    numbers.clicks += link.clicks;
  }
  for (auto& link : numbers.links) link.share = rate_of(link.clicks, numbers.clicks);
}

// What stands for recipients; shared codes stand for nobody.
void add_clickers(const campaign& of, const campaign_counters& counters, campaign_numbers& numbers) {
  if (of.singles) return;
  numbers.unique_clickers = counters.unique_clickers;
  numbers.unique_ctr = rate_of(counters.unique_clickers, numbers.sent);
  numbers.forwarded_devices = counters.forwarded_devices;
  numbers.clickers_by_links = counters.clickers_by_links;
  numbers.clickers_by_links->resize(of.links.size());
}

void add_conversions(const campaign& of, const campaign_counters& counters, campaign_numbers& numbers) {
  if (of.conversions.empty()) return;
  numbers.converted = 0;
  if (!counters.conversions.empty()) {
    const auto& influenced = counters.conversions.front().influenced;
    numbers.converted = influenced.converted;
    numbers.revenue = sum_of(influenced.revenue);
  }
  numbers.conversion_rate = rate_of(*numbers.converted, of.recipients);
  numbers.converted_of_sent = rate_of(*numbers.converted, numbers.sent);
}

}  // namespace

campaign_numbers numbers_of(const campaign& of, const campaign_counters& counters) {
  campaign_numbers numbers;
  numbers.sent = sum_of(counters.sent);
  numbers.delivered = sum_of(counters.delivered);
  numbers.failed = sum_of(counters.failed);
  numbers.previews = sum_of(counters.previews);
  numbers.bots = sum_of(counters.bots);
  numbers.fallbacks = counters.fallbacks;
  numbers.unknown_recipients = counters.unknown_recipients;
  add_links(of, counters, numbers);
  numbers.ctr = rate_of(numbers.clicks, numbers.sent);
  numbers.delivered_ctr = rate_of(numbers.clicks, numbers.delivered);
  add_clickers(of, counters, numbers);
  add_conversions(of, counters, numbers);
  return numbers;
}

}  // namespace waypost
