#pragma once

#include <chrono>
#include <optional>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace waypost {

// Wakes the one coroutine that waits for it. A ring before the wait is not lost. One thread.
class bell {
 public:
  using clock = std::chrono::steady_clock;

  void ring() {
    rung_ = true;
    if (timer_) timer_->cancel();
  }

  // Returns when it rings, at the latest at `at`.
  boost::asio::awaitable<void> wait_until(clock::time_point at) {
    if (!rung_) {
      if (!timer_) timer_.emplace(co_await boost::asio::this_coro::executor);
      timer_->expires_at(at);
      co_await timer_->async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
    }
    rung_ = false;
  }

 private:
  std::optional<boost::asio::steady_timer> timer_;
  bool rung_ = false;
};

}  // namespace waypost
