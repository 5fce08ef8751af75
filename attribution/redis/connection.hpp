#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/any_io_executor.hpp>

#include <waypost/log.hpp>
#include <waypost/task.hpp>

#include "attribution/redis/command.hpp"
#include "attribution/redis/endpoint.hpp"
#include "attribution/redis/reply.hpp"

namespace waypost::redis {

// How long a connection waits for what.
struct connection_options {
  std::chrono::milliseconds connect_timeout{2000};
  std::chrono::milliseconds call_timeout{5000};  // from being written to the whole answer
  std::chrono::milliseconds first_backoff{20};
  std::chrono::milliseconds longest_backoff{1000};  // doubled up to here, with jitter
};

// One pipelining RESP2 connection: many coroutines call, their commands go out in order, and each gets its
// own replies. hiredis formats and parses, Asio moves the bytes. Lives on one io_context thread,
// and goes before its io_context does.
//
// A call that fails with errc::redis_timeout or redis_unavailable after it was written may have been carried
// out: only its caller can find out. On a timeout the connection is dropped, since replies come in order;
// every call under way then fails. It reconnects by itself, until stop().
class connection {
 public:
  connection(boost::asio::any_io_executor executor, endpoint where, connection_options options,
             log_sink& log);
  ~connection();
  connection(const connection&) = delete;
  connection& operator=(const connection&) = delete;

  // Connects, stays connected, reconnects; returns after stop(). Spawn it once.
  boost::asio::awaitable<void> run();
  void stop();

  bool connected() const noexcept;
  // What is wrong, as the log has it: why it is not connected, or else the command that Redis refused to this
  // user last, since it is. Empty where nothing is.
  const std::string& trouble() const noexcept;
  // Counts connections made: a caller that saw another number has lost whatever state it assumed.
  std::uint64_t generation() const noexcept;

  // Sends `command` for the slot of `slot_key` and awaits its reply. A reply that is an error becomes an
  // errc. Fails at once with redis_unavailable while not connected.
  task<reply> call(std::string_view slot_key, command c);

  // The commands go out together and contiguous, nobody's between them; the replies in order. An error reply
  // to one of them is in its place in the list (reply::is_error), so that MULTI … EXEC can be judged as a
  // whole.
  task<std::vector<reply>> call_all(std::string_view slot_key, std::vector<command> commands);

  // Waits until connected, at the longest `timeout`: redis_unavailable after that.
  task<void> wait_connected(std::chrono::milliseconds timeout);

 private:
  struct state;
  struct leave_waiting;
  std::shared_ptr<state> state_;
};

}  // namespace waypost::redis
