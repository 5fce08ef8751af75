#include "attribution/ledger/callback_sweep.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "attribution/redis/keys.hpp"

namespace waypost {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::milliseconds idle_pause{50};
// Redis has its other work, too.
constexpr std::size_t entries_between_pauses = 500;
constexpr std::chrono::milliseconds pause{50};

constexpr std::chrono::milliseconds first_interval{1000};
constexpr std::chrono::milliseconds longest_interval{60'000};

// Other servers' accounts, and those of before this start.
constexpr std::chrono::seconds learn_accounts_every{60};
constexpr std::chrono::seconds learn_accounts_again{1};

}  // namespace

void callback_sweep::callbacks_waiting(account_id account) {
  const auto soon = clock::now() + first_interval;
  auto& its = turns_.try_emplace(account, turn{soon, first_interval}).first->second;
  its.at = std::min(its.at, soon);
  its.interval = first_interval;
  its.again = true;
}

void callback_sweep::messages_known(account_id account) {
  if (turns_.contains(account)) callbacks_waiting(account);
}

asio::awaitable<void> callback_sweep::run() {
  while (!ending_) {
    const auto now = clock::now();
    if (!holding_ && now >= learn_at_) {
      const auto learnt = co_await learn_accounts();
      learn_at_ = now + (learnt ? learn_accounts_every : learn_accounts_again);
    }
    const auto next = holding_ ? std::nullopt : due();
    if (next) co_await take_turn(*next);
    co_await sleep(idle_pause);
  }
}

task<void> callback_sweep::learn_accounts() {
  const auto known = co_await waiting_.accounts();
  if (!known) co_return known.error();
  for (const auto account : *known) turns_.try_emplace(account, turn{clock::now(), first_interval});
  co_return result<void>{};
}

std::optional<account_id> callback_sweep::due() const {
  const auto first = std::min_element(turns_.begin(), turns_.end(),
                                      [](const auto& a, const auto& b) { return a.second.at < b.second.at; });
  if (first == turns_.end() || first->second.at > clock::now()) return std::nullopt;
  return first->first;
}

asio::awaitable<void> callback_sweep::take_turn(account_id account) {
  turns_.at(account).again = false;
  const auto waiting = co_await sweep(account);
  auto& its = turns_.at(account);
  if (waiting && *waiting == 0 && !its.again) {
    turns_.erase(account);
    co_return;
  }
  its.at = clock::now() + its.interval;
  its.interval = its.again ? first_interval : std::min(2 * its.interval, longest_interval);
}

task<std::uint64_t> callback_sweep::sweep(account_id account) {
  std::uint64_t left = 0;
  std::size_t since_pause = 0;
  for (std::uint32_t hash = 0; hash < redis::keys::hashes_of_waiting; ++hash) {
    std::string cursor = "0";
    do {
      if (interrupted()) co_return errc::closed;
      auto page = co_await waiting_.read(account, hash, cursor);
      if (!page) co_return page.error();
      cursor = page->cursor;
      if (page->entries.empty() && page->unreadable.empty()) continue;
      since_pause += page->entries.size() + page->unreadable.size();
      const auto still = co_await judge(account, hash, std::move(*page));
      if (!still) co_return still.error();
      left += *still;
      if (since_pause < entries_between_pauses) continue;
      co_await sleep(pause);
      since_pause = 0;
    } while (cursor != "0");
  }
  co_return left;
}

task<std::uint64_t> callback_sweep::judge(account_id account, std::uint32_t hash,
                                          waiting_callbacks::page page) {
  std::vector<std::string> ids;
  for (const auto& entry : page.entries) ids.push_back(entry.message_id);
  const auto found = co_await messages_.find(account, ids);
  if (!found) co_return found.error();
  if (interrupted()) co_return errc::closed;
  const auto now_ms = now_();
  std::vector<std::string> reported;
  auto given_up = std::move(page.unreadable);
  for (const auto& field : given_up)
    log_.alarm("account " + to_text(account) +
               ": a waiting callback cannot be read and is given up: " + field);
  std::uint64_t left = 0;
  bool full = false;
  for (std::size_t i = 0; i < ids.size() && !full; ++i) {
    const auto& entry = page.entries[i];
    if ((*found)[i]) {
      full = !report_to(again_, *(*found)[i], entry.said, now_ms);
      if (!full) reported.push_back(entry.field);
    } else if (now_ms / 1000 - entry.received_s >= message_map::lifetime.count()) {
      given_up.push_back(entry.field);
    } else {
      ++left;
    }
  }
  const auto taken = co_await waiting_.take_away(account, hash, reported);
  if (!taken) co_return taken.error();
  const auto counted = co_await waiting_.give_up(account, hash, given_up);
  if (!counted) co_return counted.error();
  if (full) co_return errc::full;
  co_return left;
}

asio::awaitable<void> callback_sweep::sleep(std::chrono::milliseconds time) {
  asio::steady_timer timer(executor_, time);
  co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
}

}  // namespace waypost
