#include "attribution/recipients/recipient_sweeper.hpp"

#include <string>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <waypost/clock.hpp>

namespace waypost {

boost::asio::awaitable<void> recipient_sweeper::run() {
  while (!stopped_) {
    timer_.expires_after(options_.interval);
    boost::system::error_code cancelled;
    co_await timer_.async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, cancelled));
    if (stopped_) co_return;
    const auto swept = co_await sweep();
    if (!swept)
      log_.warn("abandoned uploads were not swept: " + swept.error().message());
    else if (*swept != 0)
      log_.info("swept " + std::to_string(*swept) + " abandoned uploads or superseded indexes");
  }
}

void recipient_sweeper::stop() {
  stopped_ = true;
  timer_.cancel();
}

task<std::size_t> recipient_sweeper::sweep() {
  const auto before_ms = system_time_ms() - options_.age.count();
  const bool caught_up = co_await registry_.catch_up();
  if (!caught_up || !registry_.state().key) co_return errc::redis_unavailable;
  const auto judge = [this](campaign_id campaign, upload_id upload) {
    return standing_of(registry_.state(), campaign, upload);
  };
  sightings seen;
  const auto old = [&](const staged_name& name) {
    std::pair key(name.field(), name.value());
    const auto known = seen_.find(key);
    const auto since = known == seen_.end() ? clock::now() : known->second;
    seen.emplace(std::move(key), since);
    return name.began_ms < before_ms && clock::now() - since >= options_.watched;
  };
  const auto swept = co_await store_.sweep(judge, old);
  if (swept) seen_ = std::move(seen);
  co_return swept;
}

}  // namespace waypost
