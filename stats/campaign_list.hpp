#pragma once

#include <waypost/api.hpp>

#include "stats/campaign_call.hpp"
#include "stats/campaign_pages.hpp"

namespace waypost {

// GET /api/v1/stats/campaigns: the account's campaigns with their totals, sorted and paged; with ?campaigns=
// those named, in this order. The campaigns that hold single links are only shown when they are named. One
// thread, the API's.
class campaign_list final : public api_handler {
 public:
  explicit campaign_list(const stats_sources& from)
      : from_(from), pages_(from.campaigns, from.counters, from.now) {}

  boost::asio::awaitable<api_response> handle(api_request request) override;

 private:
  stats_sources from_;
  campaign_pages pages_;
};

}  // namespace waypost
