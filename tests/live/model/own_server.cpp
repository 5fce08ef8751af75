#include "tests/live/model/own_server.hpp"

#include <thread>

#include <waypost/clock.hpp>

namespace waypost::test {

namespace {

// Runs a hundred times as fast: nobody waits in earnest for recipients that are not there.
std::int64_t hasty_time_ms() {
  static const std::int64_t began_ms = system_time_ms();
  return began_ms + (system_time_ms() - began_ms) * 100;
}

}  // namespace

void own_server::start() {
  journals::options o;
  o.folder = folder_.path() / "journal";
  o.ring_folder = folder_.path() / "rings";
  o.node = options_.node;
  o.start = ++starts_;
  o.rings = 2 + options_.redirect_threads;
  o.ring_bytes = std::size_t{2} << 20;
  o.segment_bytes = std::size_t{1} << 20;
  o.least_free_bytes = 0;
  journals_ = std::make_unique<journals>(o, log_);
  drain_ = std::make_unique<drain>(
      drain::options{.redis = options_.redis,
                     .longest_wait = std::chrono::milliseconds(50),
                     .most_events_per_step = options_.most_events_per_step,
                     .countries = options_.countries,
                     .again =
                         [&own = journals_->ring_at(1 + options_.redirect_threads)](const report& r) {
                           return own.try_append({0, r});
                         },
                     .now = hasty_time_ms},
      campaigns_, journals_->readers(), log_);
}

void own_server::append(std::size_t ring, const event& e) {
  while (!journals_->ring_at(ring).try_append(e)) std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

void own_server::start_again(std::chrono::milliseconds patience) {
  drain_->stop(patience);
  drain_.reset();
  journals_.reset();
  start();
}

}  // namespace waypost::test
