#pragma once

#include <waypost/api.hpp>

#include "attribution/registration/destination.hpp"
#include "attribution/registration/registrar.hpp"

namespace waypost {

// PATCH /api/v1/campaigns/{id}/links/{link}: url, paused; the link by its label or its index. Codes that are
// out lead to the new URL from then on. Answers the campaign. One thread, the API's.
class change_link final : public api_handler {
 public:
  change_link(registrar& into, const destination_check& destinations)
      : registrar_(into), destinations_(destinations) {}

  boost::asio::awaitable<api_response> handle(api_request request) override;

 private:
  registrar& registrar_;
  const destination_check& destinations_;
};

}  // namespace waypost
