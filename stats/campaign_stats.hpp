#pragma once

#include <string>

#include <waypost/api.hpp>
#include <waypost/campaign.hpp>
#include <waypost/clock.hpp>
#include <waypost/counters.hpp>

namespace waypost {

// GET /api/v1/campaigns/{id}/stats and …/stats/links: a campaign's numbers. Which of the two is told when it
// is made. One thread, the API's.
class campaign_stats final : public api_handler {
 public:
  enum class part { all, links };

  campaign_stats(part shown, const campaign_catalogue& campaigns, counter_source& counters, wall_clock now);

  boost::asio::awaitable<api_response> handle(api_request request) override;

 private:
  part part_;
  const campaign_catalogue& campaigns_;
  counter_source& counters_;
  wall_clock now_;
};

}  // namespace waypost
