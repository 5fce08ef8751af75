#pragma once

#include <cstddef>
#include <string>
#include <utility>

#include <waypost/api.hpp>

#include "attribution/recipients/recipient_store.hpp"
#include "attribution/registry/registry.hpp"

namespace waypost {

// GET /api/v1/campaigns/{id}/short-links?limit=&after=: all recipients with their short URLs, by position, as
// NDJSON, CSV or a JSON array. `after` is a position: rows begin behind it. One thread, the API's.
class short_links final : public api_handler {
 public:
  short_links(const registry& known, recipient_store& store, std::string base_url)
      : registry_(known), store_(store), base_url_(std::move(base_url)) {}

  boost::asio::awaitable<api_response> handle(api_request request) override;

 private:
  const registry& registry_;
  recipient_store& store_;
  std::string base_url_;
};

}  // namespace waypost
