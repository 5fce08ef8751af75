#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <vector>

#include <waypost/clock.hpp>
#include <waypost/log.hpp>

#include "attribution/clients/country_file.hpp"
#include "attribution/directory/directory.hpp"
#include "attribution/journal/journal_reader.hpp"
#include "attribution/ledger/report_again.hpp"
#include "attribution/redis/connection.hpp"

namespace waypost {

// Carries the journals into the ledgers: reads them, classifies each client, adds up what belongs to each
// campaign and applies each sum in one step that moves the watermark with it. Owns a thread of its own with
// an io_context and its connection to Redis; only stop(), hold() and the look-on functions are called from
// elsewhere.
class drain {
 public:
  struct options {
    redis::endpoint redis;
    std::chrono::milliseconds longest_wait{500};  // from an event being readable to its step
    std::size_t most_events_per_step = 10000;
    const country_file* countries = nullptr;  // outlives the drain; null: clicks have none
    // Into a journal that only the drain appends to and that is among those it reads; called on its thread.
    report_again again{};
    wall_clock now = system_time_ms;
    // For so long a clock must be ahead before callbacks that wait are given up by it.
    std::chrono::milliseconds clock_patience = std::chrono::minutes(10);
  };

  drain(options o, const directory& campaigns, std::vector<std::unique_ptr<journal_reader>> journals,
        log_sink& log);
  ~drain();

  // Works on until all that was readable when this was called is applied, or `longest` is over; then ends the
  // thread. True where all was applied.
  bool stop(std::chrono::milliseconds longest);

  // While on, no step begins, no position is asked for and no journal is told that it is drained: for as long
  // as Redis is not known to hold the registry that the campaigns are of. Afterwards all positions are asked
  // for anew. A stop() while on hold answers false where something was left to apply. Any thread.
  void hold(bool on) noexcept;

  std::uint64_t events_behind() const noexcept;  // readable and not yet applied; any thread
  // False also where the drain broke, which the log tells. Any thread.
  bool connected() const noexcept;

 private:
  struct impl;
  std::unique_ptr<impl> impl_;
};

}  // namespace waypost
