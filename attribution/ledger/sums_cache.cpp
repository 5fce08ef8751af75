#include "attribution/ledger/sums_cache.hpp"

namespace waypost {

namespace {

// About what list, map and allocations need beside the sums.
constexpr std::size_t overhead = 256;

}  // namespace

std::unique_ptr<campaign_sums> sums_cache::take(campaign_id campaign) {
  const auto found = by_campaign_.find(campaign);
  if (found == by_campaign_.end()) return std::make_unique<campaign_sums>();
  const auto entry = found->second;
  auto sums = std::move(entry->sums);
  bytes_ -= entry->bytes;
  by_use_.erase(entry);
  by_campaign_.erase(found);
  return sums;
}

void sums_cache::keep(campaign_id campaign, std::unique_ptr<campaign_sums> sums) {
  auto needed = sums->bytes() + overhead;
  if (needed > most_bytes_) {
    sums->chunks.clear();
    sums->plain_counts.clear();
    needed = sums->bytes() + overhead;
  }
  if (needed > most_bytes_) return;
  take(campaign);
  while (bytes_ + needed > most_bytes_) take(by_use_.back().campaign);
  by_use_.push_front({campaign, std::move(sums), needed});
  by_campaign_.emplace(campaign, by_use_.begin());
  bytes_ += needed;
}

}  // namespace waypost
