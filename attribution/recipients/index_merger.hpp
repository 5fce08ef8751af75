#pragma once

#include <exception>
#include <memory>
#include <unordered_set>

#include <boost/asio/any_io_executor.hpp>

#include <waypost/ids.hpp>
#include <waypost/log.hpp>
#include <waypost/task.hpp>

#include "attribution/recipients/recipient_store.hpp"
#include "attribution/registry/registry.hpp"

namespace waypost {

// Keeps the number of a campaign's indexes small, behind the uploads' backs: whether it succeeds changes how
// quickly recipients are found, not which. One thread, the API's.
class index_merger {
 public:
  index_merger(registry& known, recipient_store& store, log_sink& log)
      : registry_(known), store_(store), log_(log) {}

  // Merges what uploads_to_merge() finds, if anything, while others go on. At most once at a time per
  // campaign.
  void start(boost::asio::any_io_executor executor, campaign_id campaign);

  // Whether a merge is under way. Nothing that it uses may go before it has ended, or its thread has.
  bool busy() const noexcept { return !busy_->empty(); }

  // One merge. How many indexes it superseded: 0 where there was nothing to do or another server was faster.
  task<std::size_t> merge(campaign_id campaign);

 private:
  boost::asio::awaitable<void> run(campaign_id campaign);
  void tell_fault(campaign_id campaign, std::exception_ptr fault) const;

  registry& registry_;
  recipient_store& store_;
  log_sink& log_;
  std::shared_ptr<std::unordered_set<campaign_id>> busy_ =
      std::make_shared<std::unordered_set<campaign_id>>();
};

}  // namespace waypost
