#pragma once

#include <chrono>
#include <map>
#include <string>
#include <utility>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include <waypost/log.hpp>
#include <waypost/task.hpp>

#include "attribution/recipients/recipient_store.hpp"
#include "attribution/registry/registry.hpp"

namespace waypost {

// Sweeps, from time to time, what was staged and never became live, and the chunks of superseded indexes.
// One thread, the API's.
class recipient_sweeper {
 public:
  struct options {
    std::chrono::milliseconds interval = std::chrono::hours(1);
    // Longer than any upload takes and than any reader holds on to an index that was superseded.
    std::chrono::milliseconds age = std::chrono::hours(24);
    // How long this server must itself have seen it lie there: by the time of day alone, a clock that jumps
    // makes an upload under way old. Longer than an upload is under way.
    std::chrono::milliseconds watched = std::chrono::hours(2);
  };

  recipient_sweeper(boost::asio::any_io_executor executor, options o, registry& known, recipient_store& store,
                    log_sink& log)
      : options_(o), registry_(known), store_(store), log_(log), timer_(executor) {}

  // Sweeps every interval until stop(). Spawn it once.
  boost::asio::awaitable<void> run();
  void stop();

  // Sweeps once. How many uploads or indexes were deleted; redis_unavailable where this server cannot know
  // all that was registered.
  task<std::size_t> sweep();

 private:
  using clock = std::chrono::steady_clock;
  // The names seen by one sweep and since when, in a row of sweeps.
  using sightings = std::map<std::pair<std::string, std::string>, clock::time_point>;

  options options_;
  registry& registry_;
  recipient_store& store_;
  log_sink& log_;
  boost::asio::steady_timer timer_;
  sightings seen_;
  bool stopped_ = false;
};

}  // namespace waypost
