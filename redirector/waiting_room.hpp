#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "redirector/catch_up.hpp"

namespace waypost {

class redirect_connection;

// Where misses wait until the directory has caught up. All that come while one catch-up is under way share
// the next, since theirs may be what that one no longer saw. One redirect thread.
class waiting_room {
 public:
  using admit = std::function<void(redirect_connection&)>;

  // `by` may be null: then nobody may wait. `back`: called for each that waited, on the thread of `io`.
  waiting_room(boost::asio::io_context& io, catch_up* by, std::size_t most, std::chrono::milliseconds longest,
               admit back);
  ~waiting_room();
  waiting_room(const waiting_room&) = delete;
  waiting_room& operator=(const waiting_room&) = delete;

  bool has_room() const noexcept { return by_ != nullptr && under_way_.size() + next_.size() < most_; }

  // has_room() must be true. The connection must stay until it is called back.
  void enter(redirect_connection& who);

  // Calls everybody back now.
  void empty();

 private:
  struct door;
  void begin();
  void finish(std::uint64_t round);

  boost::asio::io_context& io_;
  catch_up* by_;
  std::size_t most_;
  std::chrono::milliseconds longest_;
  admit back_;
  boost::asio::steady_timer limit_;
  std::shared_ptr<door> door_;  // through which an answer finds back, or not
  std::uint64_t round_ = 0;
  bool asked_ = false;
  std::vector<redirect_connection*> under_way_;
  std::vector<redirect_connection*> next_;
};

}  // namespace waypost
