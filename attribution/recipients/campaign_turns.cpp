#include "attribution/recipients/campaign_turns.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace waypost {

boost::asio::awaitable<campaign_turns::turn> campaign_turns::take(campaign_id campaign) {
  const auto busy = busy_;
  const auto [taken, is_free] = busy->try_emplace(campaign);
  if (!is_free) {
    auto called = std::make_shared<boost::asio::steady_timer>(co_await boost::asio::this_coro::executor,
                                                              boost::asio::steady_timer::time_point::max());
    taken->second.push_back(called);
    boost::system::error_code cancelled;
    co_await called->async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, cancelled));
  }
  co_return turn(busy, campaign);
}

campaign_turns::turn::~turn() {
  if (busy_ == nullptr) return;
  const auto taken = busy_->find(campaign_);
  if (taken->second.empty()) {
    busy_->erase(taken);
    return;
  }
  // The turn stays taken and passes to the one that has waited longest.
  const auto next = std::move(taken->second.front());
  taken->second.pop_front();
  next->cancel();
}

}  // namespace waypost
