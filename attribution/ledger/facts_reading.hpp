#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <waypost/ids.hpp>
#include <waypost/task.hpp>

#include "attribution/ledger/campaign_sums.hpp"
#include "attribution/ledger/chunk_refresh.hpp"
#include "attribution/ledger/fact_alarms.hpp"
#include "attribution/ledger/ledger_contents.hpp"
#include "attribution/ledger/merged_facts.hpp"
#include "attribution/redis/connection.hpp"
#include "attribution/redis/hash_pages.hpp"

namespace waypost {

// Reads what has moved of one campaign's facts and adds all of them up, once. In slices: the thread's other
// work waits for one chunk at the longest. One thread, the API's.
class facts_reading {
 public:
  // Brings `kept` up to date, whose terms must be set. Where that grows beyond `most_bytes`, chunks are added
  // up and not kept.
  facts_reading(redis::connection& redis, fact_alarms& alarms, campaign_id campaign, campaign_sums& kept,
                std::size_t most_bytes);

  // Leaves in `kept` what the facts say together, as of these versions. Once. `listed` must live until then.
  task<void> read(const listed_facts& listed, versions_mark versions);

 private:
  task<void> read_chunks(const listed_facts& listed);
  task<void> fetch(const std::vector<chunk_refresh>& batch);
  task<void> take(const chunk_refresh& refresh, std::span<const redis::reply> replies,
                  std::uint64_t generation);
  void merge(std::uint32_t chunk);
  void merge_silent(const listed_facts& listed);
  task<void> read_hash(std::string key, const redis::reply& first, std::uint64_t generation,
                       redis::take_field take);
  task<void> read_plain_counts(const listed_facts& listed);
  task<void> read_unknown_events(const listed_facts& listed);
  task<void> read_errors(const listed_facts& listed);

  redis::connection& redis_;
  fact_alarms& alarms_;
  campaign_id campaign_;
  campaign_sums& kept_;
  std::size_t most_bytes_;
  std::size_t bytes_ = 0;  // of the chunks' sums
  merged_facts merged_;
};

}  // namespace waypost
