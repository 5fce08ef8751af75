#pragma once

#include <chrono>
#include <cstdint>
#include <list>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

namespace waypost {

// Coroutines that wait, each with a limit of its own, for something that concerns them all. One thread.
class lobby {
 public:
  std::size_t size() const noexcept { return waiting_.size(); }
  bool empty() const noexcept { return waiting_.empty(); }

  // True when it was called in, false when `limit` has passed first.
  boost::asio::awaitable<bool> wait(std::chrono::milliseconds limit);

  // Marks who waits now, so that call_in() leaves out who comes later.
  void close_door() noexcept { ++turn_; }
  // Calls in who waited when the door was closed last.
  void call_in();
  void call_in_all() {
    close_door();
    call_in();
  }

 private:
  struct place {
    boost::asio::steady_timer limit;
    std::uint64_t turn;
    bool called = false;
  };

  std::list<place> waiting_;
  std::uint64_t turn_ = 0;
};

}  // namespace waypost
