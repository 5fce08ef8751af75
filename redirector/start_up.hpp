#pragma once

#include <chrono>
#include <exception>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/io_context.hpp>

#include <waypost/log.hpp>
#include <waypost/task.hpp>

#include "attribution/redis/connection.hpp"
#include "attribution/redis/embedded.hpp"
#include "attribution/registration/registrar.hpp"
#include "attribution/registry/registry.hpp"
#include "redirector/stop_signals.hpp"

namespace waypost {

// Where the configured Redis is. For "embedded" it makes `own` and starts it; throws std::runtime_error where
// that fails or the setting is malformed, stopped_early where a signal comes meanwhile.
redis::endpoint find_redis(const std::string& setting, const std::filesystem::path& data,
                           stop_signals& signals, std::optional<redis::embedded_redis>& own, log_sink& log);

// The order in which a server comes up, between its first connection to Redis and its first answer to a call:
// what is known locally is served at once, whatever Redis does. Made and used by main() on its thread, the
// API's; each step runs the io_context until it is done. Steps throw std::runtime_error where the start is to
// be refused, stopped_early where a signal ended it.
class start_up {
 public:
  // Begins to connect and to follow the registry.
  start_up(boost::asio::io_context& io, stop_signals& signals, redis::connection& redis, registry& registered,
           log_sink& log);
  start_up(const start_up&) = delete;
  start_up& operator=(const start_up&) = delete;

  // Afterwards the registry's key is known: from the local log, or, where there is none, from Redis.
  void load_or_found();

  // Compares the local log with the stream, where Redis is there. A registry with another key is refused, and
  // so is, for a server that knew nothing before, a Redis whose settings would lose data.
  void compare();

  // See waypost::make_first_key(); nothing where Redis is away.
  void make_first_key(registrar& into, const std::filesystem::path& folder);

  // Whether the Redis connected to last has settings that keep what is written.
  bool settings_well() const noexcept { return settings_well_; }

  // Runs a part of the server that is to last as long as the server. Where an exception ends it, a bug or no
  // memory, the alarm tells of it and parts_well() is false from then on; what needs it not goes on.
  void keep(std::string_view name, boost::asio::awaitable<void> part);
  bool parts_well() const noexcept { return parts_well_; }

  // Runs the io_context until the first SIGTERM or SIGINT.
  void wait_for_signal();

  // Runs the io_context until `step` is done, signals or not.
  void finish(boost::asio::awaitable<void> step);

 private:
  using outcome = std::optional<std::exception_ptr>;  // nothing until the step is done

  // Shared, since a step that a signal interrupted lives on in the io_context.
  std::shared_ptr<const outcome> spawn(boost::asio::awaitable<void> step);
  void run(boost::asio::awaitable<void> step);
  boost::asio::awaitable<void> found();
  boost::asio::awaitable<void> compare_with_stream();
  boost::asio::awaitable<void> offer_first_key(registrar& into, const std::filesystem::path& folder);
  boost::asio::awaitable<void> look_at_settings();
  boost::asio::awaitable<void> check_settings_now();
  // Why a step that needs Redis failed: what the connection says, or else the error.
  std::string reason(const boost::system::error_code& error) const;

  boost::asio::io_context& io_;
  stop_signals& signals_;
  redis::connection& redis_;
  registry& registered_;
  log_sink& log_;
  bool known_ = false;  // something was registered here before this start
  bool settings_well_ = true;
  bool parts_well_ = true;
  std::uint64_t checked_ = 0;                            // the connection whose Redis told its settings
  std::chrono::steady_clock::time_point check_again_{};  // also on that connection
  std::string told_unchecked_;                           // why it did not, as the log has it
  std::vector<std::string> told_problems_;               // what the log has of the settings
  std::vector<std::string> told_unread_;
};

}  // namespace waypost
