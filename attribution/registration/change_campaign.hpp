#pragma once

#include <waypost/api.hpp>

#include "attribution/registration/destination.hpp"
#include "attribution/registration/registrar.hpp"
#include "attribution/registration/time_zones.hpp"

namespace waypost {

// PATCH /api/v1/campaigns/{id}: name, time_zone, paused; expires_at, fallback_url, conversions and funnel,
// which null takes away. With a `version`, only where the campaign still has it. One thread, the API's.
class change_campaign final : public api_handler {
 public:
  change_campaign(registrar& into, const destination_check& destinations, const time_zones& zones)
      : registrar_(into), destinations_(destinations), zones_(zones) {}

  boost::asio::awaitable<api_response> handle(api_request request) override;

 private:
  registrar& registrar_;
  const destination_check& destinations_;
  const time_zones& zones_;
};

}  // namespace waypost
