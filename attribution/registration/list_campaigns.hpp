#pragma once

#include <waypost/api.hpp>

#include "attribution/registration/registrar.hpp"

namespace waypost {

// GET /api/v1/campaigns: the account's, the oldest first. The campaigns that hold single links are not among
// them. One thread, the API's.
class list_campaigns final : public api_handler {
 public:
  explicit list_campaigns(const registrar& of) : registrar_(of) {}

  boost::asio::awaitable<api_response> handle(api_request request) override;

 private:
  const registrar& registrar_;
};

}  // namespace waypost
