#include "attribution/registry/offers.hpp"

#include <algorithm>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "attribution/registry/change_json.hpp"
#include "attribution/registry/random.hpp"

namespace waypost {
namespace {

constexpr std::size_t most_changes = 500;        // of one entry
constexpr std::size_t most_bytes = 1024 * 1024;  // of one entry that carries more than one change

}  // namespace

task<offer_outcome> offers::offer(std::string change, std::chrono::milliseconds limit) {
  boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor, limit);
  const auto mine = std::make_shared<call>(std::move(timer), std::move(change));
  queued_.push_back(mine);
  co_await mine->limit.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
  mine->gone = true;
  if (!mine->answer) co_return errc::redis_unavailable;
  co_return std::move(*mine->answer);
}

entry* offers::next() {
  if (current_ && !in_doubt_) drop_gone();
  if (current_ &&
      std::all_of(current_calls_.begin(), current_calls_.end(), [](const auto& c) { return c->gone; })) {
    current_.reset();
    in_doubt_ = false;
  }
  if (current_) return &*current_;
  current_calls_.clear();
  std::size_t bytes = 0;
  while (!queued_.empty() && current_calls_.size() < most_changes) {
    const auto& c = queued_.front();
    if (!current_calls_.empty() && bytes + c->change.size() > most_bytes) break;
    bytes += c->change.size();
    if (!c->gone) current_calls_.push_back(c);
    queued_.pop_front();
  }
  if (current_calls_.empty()) return nullptr;
  std::vector<std::string> texts;
  texts.reserve(current_calls_.size());
  for (const auto& c : current_calls_) texts.push_back(c->change);
  current_.emplace();
  current_->id = nonce{random_bits()};
  current_->changes = join_changes(texts);
  return &*current_;
}

// An entry that was refused has certainly not been appended: its calls may be put together anew.
void offers::drop_gone() {
  if (std::none_of(current_calls_.begin(), current_calls_.end(), [](const auto& c) { return c->gone; }))
    return;
  queued_.insert(queued_.begin(), current_calls_.begin(), current_calls_.end());
  current_.reset();
  current_calls_.clear();
}

void offers::folded(const entry& e, const std::vector<offer_outcome>& outcomes) {
  if (!current_ || current_->id != e.id || outcomes.size() != current_calls_.size()) return;
  for (std::size_t i = 0; i < outcomes.size(); ++i) current_calls_[i]->outcome = outcomes[i];
  folded_.emplace_back(e.number, std::move(current_calls_));
  current_calls_.clear();
  current_.reset();
  in_doubt_ = false;
}

void offers::kept(std::uint64_t number) {
  while (!folded_.empty() && folded_.front().first <= number) {
    for (const auto& c : folded_.front().second) answer(*c, std::move(*c->outcome));
    folded_.pop_front();
  }
}

void offers::refuse_current(boost::system::error_code why) {
  for (const auto& c : current_calls_) answer(*c, why);
  current_calls_.clear();
  current_.reset();
  in_doubt_ = false;
}

void offers::refuse_queued(boost::system::error_code why) {
  for (const auto& c : queued_) answer(*c, why);
  queued_.clear();
  if (!in_doubt_) refuse_current(why);
}

void offers::refuse_all(boost::system::error_code why) {
  refuse_queued(why);
  refuse_current(why);
  for (const auto& [number, of] : folded_)
    for (const auto& c : of) answer(*c, why);
  folded_.clear();
}

void offers::answer(call& c, result<offer_outcome> with) {
  if (c.answer) return;
  c.answer = std::move(with);
  c.limit.cancel();
}

}  // namespace waypost
