#pragma once

#include <waypost/api.hpp>
#include <waypost/campaign.hpp>
#include <waypost/counters.hpp>

namespace waypost {

// GET /api/v1/campaigns/{id}/recipients?clicked=true&link=…: recipients by what they did, for the next send.
// One row each, by position, as NDJSON or CSV, streamed. One thread, the API's.
class recipient_export final : public api_handler {
 public:
  recipient_export(const campaign_catalogue& campaigns, recipient_lookup& recipients,
                   counter_source& counters)
      : campaigns_(campaigns), recipients_(recipients), counters_(counters) {}

  boost::asio::awaitable<api_response> handle(api_request request) override;

 private:
  const campaign_catalogue& campaigns_;
  recipient_lookup& recipients_;
  counter_source& counters_;
};

}  // namespace waypost
