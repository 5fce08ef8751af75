#pragma once

#include <utility>

#include <waypost/api.hpp>
#include <waypost/ids.hpp>

#include "attribution/registry/registry.hpp"

namespace waypost {

// A call about the campaign that its path names first. One that this server has not heard of yet may have
// been made on another a moment ago: before the call says that it is not there, the registry reads on once,
// for 100 ms at the longest. One thread, the API's.
class caught_up_call final : public api_handler {
 public:
  caught_up_call(registry& registered, api_handler& call) : registered_(registered), call_(call) {}

  boost::asio::awaitable<api_response> handle(api_request request) override {
    const auto id = parse_id<campaign_id>(request.path.at(0));
    if (id && !registered_.state().campaigns.contains(*id)) co_await registered_.catch_up();
    co_return co_await call_.handle(std::move(request));
  }

 private:
  registry& registered_;
  api_handler& call_;
};

}  // namespace waypost
