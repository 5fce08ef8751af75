#pragma once

#include <waypost/api.hpp>

#include "attribution/registration/registrar.hpp"

namespace waypost {

// GET /api/v1/key: the key that the call came with, so that a page knows what it may offer; without its
// secret. One thread, the API's.
class read_own_key final : public api_handler {
 public:
  explicit read_own_key(const registrar& of) : registrar_(of) {}

  boost::asio::awaitable<api_response> handle(api_request request) override;

 private:
  const registrar& registrar_;
};

}  // namespace waypost
