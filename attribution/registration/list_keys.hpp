#pragma once

#include <waypost/api.hpp>

#include "attribution/registration/registrar.hpp"

namespace waypost {

// GET /api/v1/keys: all of them, by id, or those of ?account=; never a secret. One thread, the API's.
class list_keys final : public api_handler {
 public:
  explicit list_keys(const registrar& of) : registrar_(of) {}

  boost::asio::awaitable<api_response> handle(api_request request) override;

 private:
  const registrar& registrar_;
};

}  // namespace waypost
