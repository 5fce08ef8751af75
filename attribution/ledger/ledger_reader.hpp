#pragma once

#include <set>
#include <string>
#include <vector>

#include <waypost/counters.hpp>
#include <waypost/log.hpp>

#include "attribution/ledger/chunk_cache.hpp"
#include "attribution/ledger/ledger_contents.hpp"
#include "attribution/redis/connection.hpp"

namespace waypost {

// Reads ledgers and facts for the statistics. One thread, the API's, on its connection. A chunk is read again
// only when its version has moved, so a campaign at rest costs one HGETALL whatever its size. A chunk that a
// ledger lists and that is not there is a loss: alarm.
class ledger_reader final : public counter_source {
 public:
  ledger_reader(redis::connection& redis, log_sink& log);

  // A campaign that was never clicked reads as zeros.
  task<campaign_counters> read(campaign_id campaign) override;
  task<recipient_facts> read_recipient(campaign_id campaign, std::uint32_t position, std::uint16_t links,
                                       std::int64_t created_s) override;

 private:
  task<void> refresh_clicks(campaign_id campaign, const ledger_contents& ledger, campaign_sums& sums);
  task<void> refresh_sent(campaign_id campaign, const ledger_contents& ledger, campaign_sums& sums);
  task<void> refresh_counts(campaign_id campaign, const ledger_contents& ledger, campaign_sums& sums);
  // The values of the chunks' keys, those that are missing empty.
  task<std::vector<std::string>> fetch(campaign_id campaign, std::vector<std::string> chunk_keys);
  void report_missing(campaign_id campaign, const std::string& key);

  redis::connection& redis_;
  log_sink& log_;
  chunk_cache cache_;
  std::set<std::string> missing_;  // told already
};

}  // namespace waypost
