#pragma once

#include <waypost/api.hpp>

#include "attribution/registration/registrar.hpp"

namespace waypost {

// PATCH /api/v1/keys/{id} ({paused}) and DELETE (revoked for good). The last key in use with the scope admin
// stays: nobody could make another. One thread, the API's.
class change_key final : public api_handler {
 public:
  explicit change_key(registrar& into) : registrar_(into) {}

  boost::asio::awaitable<api_response> handle(api_request request) override;

 private:
  registrar& registrar_;
};

}  // namespace waypost
