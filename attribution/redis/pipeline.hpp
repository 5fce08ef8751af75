#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/steady_timer.hpp>

#include <waypost/task.hpp>

#include "attribution/redis/command.hpp"
#include "attribution/redis/endpoint.hpp"
#include "attribution/redis/reply.hpp"
#include "attribution/redis/reply_reader.hpp"

namespace waypost::redis {

// One connected socket, from open() to its failure, after which it stays dead: commands go out in order and
// replies are given to the calls in the same order. What is called while a write is under way gathers and
// goes out with the next write. Owned by its connection (a new one per reconnect) and by its own coroutines;
// on the connection's thread.
class pipeline : public std::enable_shared_from_this<pipeline> {
 public:
  explicit pipeline(boost::asio::any_io_executor executor);
  pipeline(const pipeline&) = delete;
  pipeline& operator=(const pipeline&) = delete;

  // Connects within `limit`, to the first address of the host that accepts. To be called once, first.
  task<void> open(const endpoint& where, std::chrono::milliseconds limit);

  // How long a call may take from being written to its whole answer; also how long a write may make no
  // progress. When it is exceeded the pipeline fails. For the calls made from now on.
  void set_call_limit(std::chrono::milliseconds limit);

  // Sends the commands contiguously; their replies in order, error replies among them. redis_unavailable when
  // the pipeline fails first, redis_timeout for the call that was late, redis_protocol for the one whose
  // reply could not be read.
  task<std::vector<reply>> call_all(std::vector<command> commands);

  // Ends it: the socket is closed and every call under way fails with redis_unavailable. `why` is for the
  // log.
  void fail(std::string why);

  bool alive() const noexcept { return open_ && !failed_; }
  const std::string& why() const noexcept { return why_; }

  // Returns once it has failed.
  boost::asio::awaitable<void> ended();

 private:
  using clock = std::chrono::steady_clock;
  using socket_type = boost::asio::generic::stream_protocol::socket;

  // One call_all: its caller waits on `answered`, which is cancelled when `done`.
  struct call_under_way {
    call_under_way(const boost::asio::any_io_executor& executor, std::size_t replies_expected)
        : expected(replies_expected), answered(executor, clock::time_point::max()) {}

    std::size_t expected;
    std::vector<reply> replies;
    clock::time_point late_at = clock::time_point::max();  // set when its last byte was written
    bool done = false;
    boost::system::error_code error;
    boost::asio::steady_timer answered;
  };
  using call_pointer = std::shared_ptr<call_under_way>;

  task<void> connect(const endpoint& where);
  static boost::asio::awaitable<void> write_all(std::shared_ptr<pipeline> self);
  static boost::asio::awaitable<void> read_all(std::shared_ptr<pipeline> self);
  static boost::asio::awaitable<void> watch_deadlines(std::shared_ptr<pipeline> self);
  boost::asio::awaitable<void> write_gathered();
  void take(std::span<const char> bytes);
  bool take_replies();
  void deliver(reply r);
  clock::time_point next_deadline() const;
  void end_late();
  void end_with(errc for_the_first, std::string why);
  static void finish(call_under_way& call, boost::system::error_code error);

  boost::asio::any_io_executor executor_;
  socket_type socket_;
  reply_reader reader_;
  std::chrono::milliseconds call_limit_{5000};

  std::deque<call_pointer> calls_;      // oldest first
  std::string gathering_;               // formatted, to go out with the next write
  std::vector<call_pointer> gathered_;  // whose commands those are
  clock::time_point write_stuck_at_ = clock::time_point::max();

  boost::asio::steady_timer something_gathered_;  // these three are cancelled as a signal
  boost::asio::steady_timer deadline_;
  boost::asio::steady_timer end_;
  bool open_ = false;
  bool failed_ = false;
  std::string why_;
};

}  // namespace waypost::redis
