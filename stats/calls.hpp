#pragma once

#include <vector>

#include <waypost/api.hpp>
#include <waypost/clock.hpp>

#include "stats/campaign_stats.hpp"
#include "stats/recipient_stats.hpp"

namespace waypost {

// The statistics API: owns the handlers of its calls. One thread, the API's.
class stats_calls {
 public:
  stats_calls(const campaign_catalogue& campaigns, recipient_lookup& recipients, counter_source& counters,
              wall_clock now = system_time_ms)
      : all_(campaign_stats::part::all, campaigns, counters, now),
        links_(campaign_stats::part::links, campaigns, counters, now),
        recipient_(campaigns, recipients, counters) {}

  // Its rows of the table of calls; the handlers live as long as this.
  std::vector<endpoint> endpoints() {
    return {
        {"GET", "/api/v1/campaigns/{id}/stats", scope::stats, 0, &all_},
        {"GET", "/api/v1/campaigns/{id}/stats/links", scope::stats, 0, &links_},
        {"GET", "/api/v1/campaigns/{id}/recipients/{recipient}", scope::stats, 0, &recipient_},
    };
  }

 private:
  campaign_stats all_;
  campaign_stats links_;
  recipient_stats recipient_;
};

}  // namespace waypost
