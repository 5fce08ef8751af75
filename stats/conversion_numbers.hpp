#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <waypost/campaign.hpp>
#include <waypost/counters.hpp>

#include "stats/rate.hpp"

namespace waypost {

// What a campaign's goals and its funnel came to: the numbers that docs/numbers.md defines.
struct conversion_numbers {
  struct attribution {
    std::uint64_t converted = 0;
    rate of_registered;
    rate of_sent;
    money revenue;
  };
  struct goal {
    conversion_goal of;
    attribution click_through;
    attribution influenced;
  };
  struct step {
    std::string name;
    std::uint64_t recipients = 0;
    rate share;                             // of the first step's
    std::optional<std::uint64_t> drop_off;  // fewer than at the step before; nothing for the first step
    rate drop_off_share;                    // of the step before
  };

  std::vector<goal> goals;   // in the campaign's order
  std::vector<step> funnel;  // likewise
};

conversion_numbers conversion_numbers_of(const campaign& of, const campaign_counters& counters);

}  // namespace waypost
