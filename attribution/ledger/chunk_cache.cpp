#include "attribution/ledger/chunk_cache.hpp"

#include <algorithm>

namespace waypost {

campaign_sums chunk_cache::take(campaign_id campaign) {
  const auto found = kept_.find(campaign);
  return found == kept_.end() ? campaign_sums{} : found->second.sums;
}

void chunk_cache::keep(campaign_id campaign, campaign_sums sums) {
  if (kept_.size() >= most_ && !kept_.contains(campaign)) forget_oldest();
  kept_[campaign] = {std::move(sums), ++uses_};
}

void chunk_cache::forget_oldest() {
  const auto oldest = std::min_element(
      kept_.begin(), kept_.end(), [](const auto& a, const auto& b) { return a.second.used < b.second.used; });
  if (oldest != kept_.end()) kept_.erase(oldest);
}

}  // namespace waypost
