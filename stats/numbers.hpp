#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <waypost/campaign.hpp>
#include <waypost/counters.hpp>

#include "stats/rate.hpp"

namespace waypost {

// What a campaign's counters mean: the numbers that docs/numbers.md defines.
struct campaign_numbers {
  struct link {
    std::string label;
    std::uint64_t clicks = 0;
    std::optional<std::uint64_t> unique_clickers;  // nothing for shared codes
    rate share;                                    // of all clicks
  };

  std::uint64_t sent = 0;
  std::uint64_t delivered = 0;
  std::uint64_t failed = 0;
  std::uint64_t clicks = 0;
  std::optional<std::uint64_t> unique_clickers;  // nothing for shared codes
  std::uint64_t previews = 0;
  std::uint64_t bots = 0;
  rate ctr;
  rate unique_ctr;
  rate delivered_ctr;
  std::vector<link> links;  // one for each link of the campaign, in its order

  std::optional<std::uint64_t> forwarded_devices;               // nothing for shared codes
  std::optional<std::vector<std::uint64_t>> clickers_by_links;  // [k]: of exactly k + 1 links; likewise
  std::uint64_t fallbacks = 0;
  std::uint64_t unknown_recipients = 0;

  // Of the campaign's first goal, influenced; nothing where it has no goal.
  std::optional<std::uint64_t> converted;
  rate conversion_rate;    // of the registered recipients
  rate converted_of_sent;  // of `sent`
  money revenue;
};

campaign_numbers numbers_of(const campaign& of, const campaign_counters& counters);

}  // namespace waypost
