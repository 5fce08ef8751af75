#pragma once

#include <utility>

#include <waypost/api.hpp>
#include <waypost/campaign.hpp>

#include "stats/campaign_call.hpp"

namespace waypost {

// GET /api/v1/campaigns/{id}/recipients/{recipient}: what was sent to one recipient, and what it did. Times
// are in UTC. One thread, the API's.
class recipient_stats final : public api_handler {
 public:
  recipient_stats(stats_sources from, recipient_lookup& recipients)
      : from_(std::move(from)), recipients_(recipients) {}

  boost::asio::awaitable<api_response> handle(api_request request) override;

 private:
  stats_sources from_;
  recipient_lookup& recipients_;
};

}  // namespace waypost
