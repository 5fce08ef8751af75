#pragma once

#include <utility>
#include <vector>

#include <waypost/api.hpp>
#include <waypost/clock.hpp>

#include "stats/campaign_list.hpp"
#include "stats/campaign_stats.hpp"
#include "stats/client_stats.hpp"
#include "stats/conversion_stats.hpp"
#include "stats/error_stats.hpp"
#include "stats/link_stats.hpp"
#include "stats/recipient_export.hpp"
#include "stats/recipient_stats.hpp"
#include "stats/trend_stats.hpp"

namespace waypost {

// The statistics API: owns the handlers of its calls. One thread, the API's.
class stats_calls {
 public:
  stats_calls(const campaign_catalogue& campaigns, recipient_lookup& recipients, counter_source& counters,
              wall_clock now = system_time_ms)
      : from_{campaigns, counters, std::move(now)},
        recipient_(from_, recipients),
        export_(campaigns, recipients, counters) {}

  // Its rows of the table of calls; the handlers live as long as this.
  std::vector<endpoint> endpoints() {
    return {
        {"GET", "/api/v1/campaigns/{id}/stats", scope::stats, 0, &totals_},
        {"GET", "/api/v1/campaigns/{id}/stats/links", scope::stats, 0, &links_},
        {"GET", "/api/v1/campaigns/{id}/stats/trend", scope::stats, 0, &trend_},
        {"GET", "/api/v1/campaigns/{id}/stats/conversions", scope::stats, 0, &conversions_},
        {"GET", "/api/v1/campaigns/{id}/stats/errors", scope::stats, 0, &errors_},
        {"GET", "/api/v1/campaigns/{id}/stats/clients", scope::stats, 0, &clients_},
        {"GET", "/api/v1/campaigns/{id}/recipients", scope::stats, 0, &export_},
        {"GET", "/api/v1/campaigns/{id}/recipients/{recipient}", scope::stats, 0, &recipient_},
        {"GET", "/api/v1/stats/campaigns", scope::stats, 0, &list_},
    };
  }

 private:
  stats_sources from_;
  campaign_stats totals_{from_};
  link_stats links_{from_};
  trend_stats trend_{from_};
  conversion_stats conversions_{from_};
  error_stats errors_{from_};
  client_stats clients_{from_};
  recipient_stats recipient_;
  recipient_export export_;
  campaign_list list_{from_};
};

}  // namespace waypost
