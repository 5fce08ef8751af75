#pragma once

#include <utility>

#include <waypost/api.hpp>

#include "stats/campaign_call.hpp"

namespace waypost {

// GET /api/v1/campaigns/{id}/stats/trend: sent, delivered, failed, clicks, first clicks, conversions and
// revenue by hour, day, week or month. One thread, the API's.
class trend_stats final : public api_handler {
 public:
  explicit trend_stats(stats_sources from) : from_(std::move(from)) {}

  boost::asio::awaitable<api_response> handle(api_request request) override;

 private:
  stats_sources from_;
};

}  // namespace waypost
