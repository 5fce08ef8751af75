#pragma once

#include <utility>

#include <waypost/api.hpp>

#include "stats/campaign_call.hpp"

namespace waypost {

// GET /api/v1/campaigns/{id}/stats: a campaign's totals. One thread, the API's.
class campaign_stats final : public api_handler {
 public:
  explicit campaign_stats(stats_sources from) : from_(std::move(from)) {}

  boost::asio::awaitable<api_response> handle(api_request request) override;

 private:
  stats_sources from_;
};

}  // namespace waypost
