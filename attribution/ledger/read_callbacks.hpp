#pragma once

#include <waypost/api.hpp>

#include "attribution/redis/connection.hpp"

namespace waypost {

// GET /api/v1/callbacks: how many of the account's delivery callbacks wait for their messages, and how many
// were given up. One thread, the API's.
class read_callbacks final : public api_handler {
 public:
  explicit read_callbacks(redis::connection& redis) : redis_(redis) {}

  boost::asio::awaitable<api_response> handle(api_request request) override;

 private:
  redis::connection& redis_;
};

}  // namespace waypost
