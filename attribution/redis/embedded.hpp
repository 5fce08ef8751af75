#pragma once

#include <atomic>
#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <thread>

#include <waypost/log.hpp>

#include "attribution/redis/embedded_places.hpp"
#include "attribution/redis/endpoint.hpp"
#include "attribution/redis/watched_process.hpp"

namespace waypost::redis {

// The server's own redis-server, on a Unix socket below the data directory: append-only file synced at every
// write, no eviction. Started by the first who finds its lock free, attached to by the others; started again
// when it dies; ended by stop(). Owned by main(); start() and stop() on its thread, a thread of its own
// watches in between.
class embedded_redis {
 public:
  // `data` is the server's data directory, made where it is missing. `log` outlives this.
  embedded_redis(std::filesystem::path data, log_sink& log);
  ~embedded_redis();  // stop()
  embedded_redis(const embedded_redis&) = delete;
  embedded_redis& operator=(const embedded_redis&) = delete;

  // Starts redis-server or attaches to the one that runs, and returns where it listens once it has loaded its
  // data; where that takes more than a moment, once it accepts connections. Throws std::runtime_error with
  // the reason where that fails. `give_up` is asked now and then, on this thread: once it is true this comes
  // back early, and there is nothing to do but stop().
  endpoint start(std::function<bool()> give_up = {});

  // Ends redis-server and waits until it has: by SIGTERM, and by SIGKILL where it does not go (it stands
  // still). Nothing that it acknowledged is lost either way. To be called last, after everybody who writes.
  void stop();

  // The redis-server's process; 0 while there is none.
  pid_t pid() const noexcept { return pid_; }

 private:
  void bring_up();
  bool attach();
  bool spawn_and_wait();
  bool spawn_once(int lock_descriptor);
  void watch();
  bool watch_one();
  bool stop_asked(std::chrono::milliseconds within);
  void end_watching();
  void forget_process();
  std::string tail_of_log() const;

  std::filesystem::path data_;
  log_sink& log_;
  embedded_places places_;
  std::optional<watched_process> process_;
  std::atomic<pid_t> pid_ = 0;
  bool refused_while_loading_ = false;  // it ended by itself: its append-only file is to be looked at
  std::function<bool()> give_up_;       // during start() only
  int stop_event_ = -1;                 // an eventfd, readable once stop is asked for
  std::thread watcher_;
};

}  // namespace waypost::redis
