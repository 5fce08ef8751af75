#pragma once

#include <chrono>
#include <thread>

namespace waypost::test {

// True as soon as `condition` is; false where it is not within a generous time. It is asked on the caller's
// thread, 5 ms after its last answer.
template <class Condition>
bool eventually(Condition condition, std::chrono::milliseconds limit = std::chrono::seconds(60)) {
  const auto end = std::chrono::steady_clock::now() + limit;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return true;
}

}  // namespace waypost::test
