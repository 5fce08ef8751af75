#pragma once

#include <utility>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "attribution/registry/registry.hpp"
#include "redirector/catch_up.hpp"

namespace waypost {

// Carries the redirect threads' wish over to the thread of the registry, which must live as long as
// `executor` runs.
class registry_catch_up final : public catch_up {
 public:
  registry_catch_up(boost::asio::any_io_executor executor, registry& of)
      : executor_(std::move(executor)), registry_(of) {}

  void request(std::function<void()> done) override {
    boost::asio::co_spawn(executor_, read_on(registry_, std::move(done)), boost::asio::detached);
  }

 private:
  static boost::asio::awaitable<void> read_on(registry& of, std::function<void()> done) {
    co_await of.catch_up();
    done();
  }

  boost::asio::any_io_executor executor_;
  registry& registry_;
};

}  // namespace waypost
