#include "stats/conversion_numbers.hpp"

#include <algorithm>

#include "stats/sums.hpp"

namespace waypost {
namespace {

using attribution = conversion_numbers::attribution;
using step = conversion_numbers::step;

attribution attribution_of(const conversion_counters::kind& counted, std::uint64_t registered,
                           std::uint64_t sent) {
  return {counted.converted, rate_of(counted.converted, registered), rate_of(counted.converted, sent),
          sum_of(counted.revenue)};
}

std::vector<step> funnel_of(const campaign& of, const campaign_counters& counters) {
  std::vector<step> steps;
  const auto known = std::min(of.funnel.size(), counters.funnel.size());
  for (std::size_t i = 0; i < known; ++i) {
    step made{of.funnel[i], counters.funnel[i], rate_of(counters.funnel[i], counters.funnel[0]), {}, {}};
    if (i > 0) {
      const auto before = counters.funnel[i - 1];
      made.drop_off = before - std::min(before, made.recipients);
      made.drop_off_share = rate_of(*made.drop_off, before);
    }
    steps.push_back(std::move(made));
  }
  return steps;
}

}  // namespace

conversion_numbers conversion_numbers_of(const campaign& of, const campaign_counters& counters) {
  conversion_numbers numbers;
  const auto sent = sum_of(counters.sent);
  const auto known = std::min(of.conversions.size(), counters.conversions.size());
  for (std::size_t i = 0; i < known; ++i) {
    const auto& counted = counters.conversions[i];
    numbers.goals.push_back({of.conversions[i], attribution_of(counted.click_through, of.recipients, sent),
                             attribution_of(counted.influenced, of.recipients, sent)});
  }
  numbers.funnel = funnel_of(of, counters);
  return numbers;
}

}  // namespace waypost
