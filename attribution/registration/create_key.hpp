#pragma once

#include <waypost/api.hpp>

#include "attribution/registration/registrar.hpp"

namespace waypost {

// POST /api/v1/keys: {name, scopes, account?} → the key with its secret, shown this once. One thread, the
// API's.
class create_key final : public api_handler {
 public:
  explicit create_key(registrar& into) : registrar_(into) {}

  boost::asio::awaitable<api_response> handle(api_request request) override;

 private:
  registrar& registrar_;
};

}  // namespace waypost
