#include "stats/campaign_totals.hpp"

#include <algorithm>
#include <exception>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "stats/failures.hpp"

namespace waypost {

namespace asio = boost::asio;

namespace {

constexpr std::size_t most_at_a_time = 8;
constexpr std::int64_t kept_for_ms = 1000;

campaign_totals totals_of(const campaign& of, const result<campaign_counters>& counters,
                          std::int64_t as_of_ms) {
  campaign_totals totals;
  totals.as_of_ms = as_of_ms;
  if (counters) {
    totals.numbers = numbers_of(of, *counters);
    totals.numbers->links.clear();
  } else {
    totals.failure = counters.error();
  }
  return totals;
}

}  // namespace

// What the workers of one call share.
struct totals_reader::batch {
  campaigns of;
  std::vector<campaign_totals> totals;  // by index of the campaign
  std::size_t next = 0;                 // the first campaign that nobody has taken
  boost::system::error_code failure;    // the first there was; ends the rest
};

asio::awaitable<campaign_totals> totals_reader::read_one(const campaign& of) {
  const auto kept = kept_.find(of.id);
  if (kept != kept_.end()) co_return kept->second;
  const auto as_of_ms = now_();
  const auto counters = co_await counters_.read(of);
  auto read = totals_of(of, counters, as_of_ms);
  if (counters) kept_[of.id] = read;
  // Counters may be there without waiting: other calls are to have their turn all the same.
  co_await asio::post(co_await asio::this_coro::executor, asio::use_awaitable);
  co_return read;
}

asio::awaitable<void> totals_reader::work_on(std::shared_ptr<batch> shared) {
  while (shared->next < shared->of.size() && !shared->failure) {
    const auto mine = shared->next++;
    auto read = co_await read_one(*shared->of[mine]);
    if (is_of_all_numbers(read.failure)) shared->failure = read.failure;
    shared->totals[mine] = std::move(read);
  }
}

task<std::vector<campaign_totals>> totals_reader::read(campaigns of) {
  const auto now_ms = now_();
  std::erase_if(kept_, [now_ms](const auto& kept) {
    const auto age_ms = now_ms - kept.second.as_of_ms;
    return age_ms < 0 || age_ms >= kept_for_ms;
  });
  const auto shared = std::make_shared<batch>();
  shared->of = std::move(of);
  shared->totals.resize(shared->of.size());
  const auto executor = co_await asio::this_coro::executor;
  const auto spawn = [&] { return asio::co_spawn(executor, work_on(shared), asio::deferred); };
  std::vector<decltype(spawn())> workers;
  const auto count = std::min(most_at_a_time, shared->of.size());
  for (std::size_t i = 0; i < count; ++i) workers.push_back(spawn());
  if (count > 0) {
    const auto [order, thrown] = co_await asio::experimental::make_parallel_group(std::move(workers))
                                     .async_wait(asio::experimental::wait_for_all(), asio::use_awaitable);
    for (const auto& each : thrown)
      if (each) std::rethrow_exception(each);
  }
  if (shared->failure) co_return shared->failure;
  co_return std::move(shared->totals);
}

}  // namespace waypost
