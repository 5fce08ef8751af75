#pragma once

#include <chrono>
#include <future>
#include <stdexcept>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

namespace waypost::test {

// Runs `io` until the coroutine is done and gives its value; rethrows what it threw.
template <class T>
T run_task(boost::asio::io_context& io, boost::asio::awaitable<T> coroutine,
           std::chrono::seconds limit = std::chrono::seconds(60)) {
  auto done = boost::asio::co_spawn(io, std::move(coroutine), boost::asio::use_future);
  const auto end = std::chrono::steady_clock::now() + limit;
  io.restart();
  while (done.wait_for(std::chrono::seconds(0)) != std::future_status::ready) {
    if (std::chrono::steady_clock::now() > end) throw std::runtime_error("the coroutine did not end in time");
    io.run_one_for(std::chrono::milliseconds(50));
    if (io.stopped()) io.restart();
  }
  return done.get();
}

}  // namespace waypost::test
