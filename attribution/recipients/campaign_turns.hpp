#pragma once

#include <deque>
#include <memory>
#include <unordered_map>
#include <utility>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include <waypost/ids.hpp>

namespace waypost {

// Lets this server's uploads to one campaign go one after the other: each builds on the version that the one
// before has made, so side by side all but one would be void. One thread.
class campaign_turns {
  using waiters = std::deque<std::shared_ptr<boost::asio::steady_timer>>;
  using busy_campaigns = std::unordered_map<campaign_id, waiters>;

 public:
  // A turn is over when it is destroyed, which may be after the campaign_turns it came from.
  class turn {
   public:
    turn(std::shared_ptr<busy_campaigns> busy, campaign_id campaign)
        : busy_(std::move(busy)), campaign_(campaign) {}
    turn(turn&&) noexcept = default;
    turn& operator=(turn&&) = delete;
    ~turn();

   private:
    std::shared_ptr<busy_campaigns> busy_;
    campaign_id campaign_;
  };

  // Waits until it is the caller's turn, in the order of asking.
  boost::asio::awaitable<turn> take(campaign_id campaign);

 private:
  // Who waits, for each campaign whose turn is taken.
  std::shared_ptr<busy_campaigns> busy_ = std::make_shared<busy_campaigns>();
};

}  // namespace waypost
