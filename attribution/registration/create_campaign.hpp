#pragma once

#include <waypost/api.hpp>
#include <waypost/clock.hpp>

#include "attribution/registration/destination.hpp"
#include "attribution/registration/registrar.hpp"
#include "attribution/registration/time_zones.hpp"

namespace waypost {

// POST /api/v1/campaigns. One thread, the API's.
class create_campaign final : public api_handler {
 public:
  create_campaign(registrar& into, const destination_check& destinations, const time_zones& zones,
                  wall_clock now);

  boost::asio::awaitable<api_response> handle(api_request request) override;

 private:
  registrar& registrar_;
  const destination_check& destinations_;
  const time_zones& zones_;
  wall_clock now_;
};

}  // namespace waypost
