#include "attribution/recipients/index_merger.hpp"

#include <algorithm>
#include <exception>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/co_spawn.hpp>

#include "attribution/recipients/index_tiers.hpp"

namespace waypost {
namespace {

std::vector<recipient_index> indexes_of(const recipient_uploads& in, const std::vector<upload_id>& covers) {
  const std::unordered_set<upload_id> covered(covers.begin(), covers.end());
  std::vector<recipient_index> found;
  std::copy_if(in.indexes.begin(), in.indexes.end(), std::back_inserter(found),
               [&](const recipient_index& i) { return covered.contains(i.covers.front()); });
  return found;
}

}  // namespace

void index_merger::start(boost::asio::any_io_executor executor, campaign_id campaign) {
  const auto& campaigns = registry_.state().campaigns;
  const auto found = campaigns.find(campaign);
  if (found == campaigns.end() || uploads_to_merge(*found->second.uploads).empty()) return;
  if (!busy_->insert(campaign).second) return;
  boost::asio::co_spawn(executor, run(campaign), [this, busy = busy_, campaign](std::exception_ptr fault) {
    busy->erase(campaign);
    if (fault) tell_fault(campaign, fault);
  });
}

void index_merger::tell_fault(campaign_id campaign, std::exception_ptr fault) const {
  try {
    std::rethrow_exception(fault);
  } catch (const std::exception& e) {
    log_.alarm("merging the indexes of campaign " + to_text(campaign) + " failed: " + e.what());
  }
}

boost::asio::awaitable<void> index_merger::run(campaign_id campaign) {
  result<std::size_t> merged = co_await merge(campaign);
  while (merged && *merged != 0) merged = co_await merge(campaign);
  if (!merged)
    log_.warn("the indexes of campaign " + to_text(campaign) +
              " were not merged: " + merged.error().message());
}

task<std::size_t> index_merger::merge(campaign_id campaign) {
  const auto& campaigns = registry_.state().campaigns;
  const auto found = campaigns.find(campaign);
  if (found == campaigns.end()) co_return std::size_t{0};
  const auto uploads = found->second.uploads;
  const auto covers = uploads_to_merge(*uploads);
  if (covers.empty()) co_return std::size_t{0};
  auto made = co_await store_.stage_merged(campaign, *uploads, covers);
  if (!made) co_return made.error();
  const auto index = made->index;
  change::any what = std::move(*made);
  const auto outcome = co_await registry_.offer(std::move(what));
  if (!outcome) co_return outcome.error();
  if (!outcome->taken) co_return std::size_t{0};
  const auto superseded = indexes_of(*uploads, covers);
  const auto noted = co_await store_.supersede(campaign, *uploads, superseded);
  if (!noted) co_return noted.error();
  co_await store_.settle(campaign, index);
  co_return superseded.size();
}

}  // namespace waypost
