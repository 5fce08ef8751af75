#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <waypost/counters.hpp>
#include <waypost/log.hpp>

#include "attribution/ledger/error_number.hpp"
#include "attribution/ledger/fact_alarms.hpp"
#include "attribution/ledger/ledger_contents.hpp"
#include "attribution/ledger/sums_cache.hpp"
#include "attribution/recipients/campaign_turns.hpp"
#include "attribution/redis/connection.hpp"

namespace waypost {

// Reads ledgers and facts for the statistics. One thread, the API's, on its connection. Facts are read again
// only when their version has moved, so a campaign at rest costs one HGETALL whatever its size. A chunk that
// a ledger lists and that is not there is a loss: alarm.
class ledger_reader final : public counter_source {
 public:
  // A campaign of ten million recipients whose facts are all there takes 14 MiB.
  static constexpr std::size_t usual_cache_bytes = std::size_t{256} << 20;

  ledger_reader(redis::connection& redis, log_sink& log, std::size_t most_cached_bytes = usual_cache_bytes);

  // A campaign must live until the answer is there. One that was never clicked reads as zeros. Calls for one
  // campaign are answered one after the other, so that all but the first find its facts read.
  task<campaign_counters> read(const campaign& of) override;
  task<recipient_facts> read_recipient(const campaign& of, std::uint32_t position) override;
  task<std::vector<std::uint32_t>> select(const campaign& of, const recipient_filter& wanted,
                                          std::uint32_t chunk) override;

  std::size_t cached_bytes() const noexcept { return cache_.bytes(); }

 private:
  // Brings what the facts say together up to the ledger's versions.
  task<void> refresh(const campaign& of, const ledger_contents& ledger, campaign_sums& sums);
  task<std::string> code_of(campaign_id campaign, error_number error);

  redis::connection& redis_;
  fact_alarms alarms_;
  sums_cache cache_;
  campaign_turns turns_;
};

}  // namespace waypost
