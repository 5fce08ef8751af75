#pragma once

#include <waypost/api.hpp>

#include "attribution/registration/registrar.hpp"

namespace waypost {

// GET /api/v1/accounts: all of them, by id. One thread, the API's.
class list_accounts final : public api_handler {
 public:
  explicit list_accounts(const registrar& of) : registrar_(of) {}

  boost::asio::awaitable<api_response> handle(api_request request) override;

 private:
  const registrar& registrar_;
};

}  // namespace waypost
