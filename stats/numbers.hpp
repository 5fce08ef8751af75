#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <waypost/campaign.hpp>
#include <waypost/counters.hpp>

namespace waypost {

// A rate in hundredths of a per cent, rounded half up; nothing where it has no denominator.
using rate = std::optional<std::uint64_t>;

// part / whole × 100, computed in integers: 2 of 3 is 6667. Nothing where `whole` is 0.
rate rate_of(std::uint64_t part, std::uint64_t whole) noexcept;

// A rate as a decimal number of per cent without needless zeros ("66.67", "50", "0.5"), or `none`.
std::string to_text(const rate& shown, const char* none);

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
  std::vector<link> links;  // one for each link of the campaign, in its order
};

campaign_numbers numbers_of(const campaign& of, const campaign_counters& counters);

}  // namespace waypost
