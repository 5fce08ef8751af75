#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include <waypost/campaign.hpp>
#include <waypost/clock.hpp>
#include <waypost/counters.hpp>

#include "stats/numbers.hpp"

namespace waypost {

// A campaign's numbers, without those of its links, and when their reading began: milliseconds since 1970.
struct campaign_totals {
  std::optional<campaign_numbers> numbers;  // nothing where they cannot be read
  boost::system::error_code failure;        // why not
  std::int64_t as_of_ms = 0;
};

// Reads the totals of many campaigns, a few at a time and with room for other calls in between. Totals that
// were read less than a second ago are not read again. One thread, the API's.
class totals_reader {
 public:
  using campaigns = std::vector<std::shared_ptr<const campaign>>;

  totals_reader(counter_source& counters, wall_clock now) : counters_(counters), now_(std::move(now)) {}

  // In the order of `of`. Fails as a whole where Redis cannot be asked; where what it has of one campaign
  // cannot be read, that one has no numbers. The reader outlives the call.
  task<std::vector<campaign_totals>> read(campaigns of);

 private:
  struct batch;

  boost::asio::awaitable<void> work_on(std::shared_ptr<batch> shared);
  boost::asio::awaitable<campaign_totals> read_one(const campaign& of);

  counter_source& counters_;
  wall_clock now_;
  std::unordered_map<campaign_id, campaign_totals> kept_;
};

}  // namespace waypost
