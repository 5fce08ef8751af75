#pragma once

#include <chrono>
#include <cstdint>
#include <memory>

#include "attribution/directory/directory.hpp"
#include "attribution/journal/journals.hpp"
#include "attribution/ledger/drain.hpp"
#include "tests/support/recording_log.hpp"
#include "tests/support/temporary_directory.hpp"

namespace waypost::test {

// Of a server, what an event goes through: rings, journals on disk and the drain. Started again it has new
// rings, and its drain reads what earlier starts left as well.
class own_server {
 public:
  struct options {
    redis::endpoint redis;
    std::uint64_t node = 0;
    const country_file* countries = nullptr;
    std::size_t redirect_threads = 1;
    std::size_t most_events_per_step = 10000;
  };

  own_server(options o, const directory& campaigns, log_sink& log)
      : options_(std::move(o)), campaigns_(campaigns), log_(log) {
    start();
  }
  ~own_server() { drain_.reset(); }

  // Waits where a ring is full. A report goes into ring 0, a click into one of the next; the last is the
  // drain's.
  void append(std::size_t ring, const event& e);
  std::size_t redirect_threads() const noexcept { return options_.redirect_threads; }

  // The drain has so long to finish; what it leaves is the next start's.
  void start_again(std::chrono::milliseconds patience);
  // True where all that was appended is applied; then nothing is under way any more but what the drain itself
  // reported meanwhile, which is the next start's.
  bool finish(std::chrono::milliseconds longest) { return drain_->stop(longest); }

 private:
  void start();

  options options_;
  const directory& campaigns_;
  log_sink& log_;
  temporary_directory folder_;
  std::uint64_t starts_ = 0;
  std::unique_ptr<journals> journals_;
  std::unique_ptr<drain> drain_;  // reads the journals
};

}  // namespace waypost::test
