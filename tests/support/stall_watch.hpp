#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

#include "tests/support/redis_process.hpp"
#include "tests/support/stopwatch.hpp"

namespace waypost::test {

// Watches, while it lives, whether the machine keeps up: how long a moment's sleep and a PING to an idle
// Redis take. What a test measured while it stood still says nothing about the server.
class stall_watch {
 public:
  explicit stall_watch(const redis_process& redis)
      : thread_([this, &redis](const std::stop_token& stop) {
          while (!stop.stop_requested()) {
            const stopwatch one_look;
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
            redis.answers();
            longest_ = std::max(longest_.load(), one_look.elapsed().count());
          }
        }) {}

  bool stalled(std::chrono::milliseconds limit) const { return longest_ > limit.count(); }

 private:
  std::atomic<std::chrono::milliseconds::rep> longest_{0};
  std::jthread thread_;
};

}  // namespace waypost::test
