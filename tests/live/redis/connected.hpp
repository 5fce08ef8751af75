#pragma once

#include <chrono>
#include <string>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include "attribution/redis/connection.hpp"
#include "tests/support/recording_log.hpp"
#include "tests/support/run_task.hpp"

namespace waypost::test {

// A connection with its own io_context, running; for tests that drive it step by step.
class connected {
 public:
  explicit connected(const std::string& endpoint_text, redis::connection_options options = {})
      : redis(io.get_executor(), redis::parse_endpoint(endpoint_text).value(), options, log) {
    boost::asio::co_spawn(io, redis.run(), boost::asio::detached);
  }
  ~connected() {
    redis.stop();
    io.restart();
    io.run_for(std::chrono::seconds(10));
  }

  template <class T>
  T run(boost::asio::awaitable<T> coroutine) {
    return run_task(io, std::move(coroutine));
  }

  bool wait() { return run(redis.wait_connected(std::chrono::seconds(30))).has_value(); }

  result<redis::reply> call(redis::command c) { return run(redis.call("key", std::move(c))); }

  boost::asio::io_context io;
  recording_log log;
  redis::connection redis;
};

}  // namespace waypost::test
