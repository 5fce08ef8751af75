#include "attribution/registry/lobby.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace waypost {

boost::asio::awaitable<bool> lobby::wait(std::chrono::milliseconds limit) {
  boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor, limit);
  const auto mine = waiting_.insert(waiting_.end(), place{std::move(timer), turn_, false});
  co_await mine->limit.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
  const bool called = mine->called;
  waiting_.erase(mine);
  co_return called;
}

void lobby::call_in() {
  for (auto& p : waiting_) {
    if (p.turn >= turn_) continue;
    p.called = true;
    p.limit.cancel();
  }
}

}  // namespace waypost
