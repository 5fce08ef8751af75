#pragma once

#include <waypost/api.hpp>

#include "attribution/registration/registrar.hpp"

namespace waypost {

// GET /api/v1/campaigns/{id}. One thread, the API's.
class read_campaign final : public api_handler {
 public:
  explicit read_campaign(const registrar& of) : registrar_(of) {}

  boost::asio::awaitable<api_response> handle(api_request request) override;

 private:
  const registrar& registrar_;
};

}  // namespace waypost
