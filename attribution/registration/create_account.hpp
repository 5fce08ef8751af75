#pragma once

#include <waypost/api.hpp>

#include "attribution/registration/registrar.hpp"

namespace waypost {

// POST /api/v1/accounts: {name, most_numbers?}. One thread, the API's.
class create_account final : public api_handler {
 public:
  explicit create_account(registrar& into) : registrar_(into) {}

  boost::asio::awaitable<api_response> handle(api_request request) override;

 private:
  registrar& registrar_;
};

}  // namespace waypost
