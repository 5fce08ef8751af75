#include "attribution/ledger/callback_sweep.hpp"

#include <algorithm>
#include <utility>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace waypost {

namespace asio = boost::asio;

namespace {

// Redis and this thread have their other work, too.
constexpr std::chrono::milliseconds pause{50};

constexpr std::chrono::minutes between_rounds{10};
constexpr std::chrono::seconds after_failure{1};
constexpr std::chrono::hours tell_again_every{1};

// Other servers' accounts, and those of before this start.
constexpr std::chrono::minutes learn_accounts_every{1};

}  // namespace

void callback_sweep::callbacks_waiting(account_id account) {
  rounds_.try_emplace(account, round{.next = clock::now() + between_rounds, .hashes = {}, .cursor = {}});
}

void callback_sweep::too_many_waiting(account_id account) {
  const auto now = clock::now();
  const auto [told, is_new] = told_.try_emplace(account, now);
  if (!is_new && now - told->second < tell_again_every) return;
  told->second = now;
  log_.alarm("account " + to_text(account) +
             ": too many callbacks wait for their messages; those that come now count as unknown messages");
}

void callback_sweep::connected_anew() {
  learn_at_ = {};
  for (auto& [account, its] : rounds_) {
    its.next = {};
    its.under_way = false;
  }
}

asio::awaitable<void> callback_sweep::run() {
  while (!ending_) {
    const auto now = clock::now();
    // Often, so that a clock that is right in between is noticed.
    settled_.look(now_(), now);
    if (!holding_ && now >= learn_at_) {
      const auto learnt = co_await learn_accounts();
      learn_at_ = now + (learnt ? learn_accounts_every : after_failure);
    }
    const auto next = holding_ ? std::nullopt : due();
    if (next) co_await take_turn(*next);
    co_await sleep(pause);
  }
}

task<void> callback_sweep::learn_accounts() {
  const auto known = co_await waiting_.accounts();
  if (!known) co_return known.error();
  for (const auto account : *known) rounds_.try_emplace(account);
  co_return result<void>{};
}

// The one whose turn is longest due.
std::optional<account_id> callback_sweep::due() const {
  const auto first = std::min_element(rounds_.begin(), rounds_.end(), [](const auto& a, const auto& b) {
    return a.second.next < b.second.next;
  });
  if (first == rounds_.end() || first->second.next > clock::now()) return std::nullopt;
  return first->first;
}

asio::awaitable<void> callback_sweep::take_turn(account_id account) {
  const auto seen = co_await look_on(account);
  auto& next = rounds_.at(account).next;
  next = clock::now();
  if (!seen)
    next += after_failure;
  else if (*seen == looked::at_the_last)
    next += between_rounds;
}

task<callback_sweep::looked> callback_sweep::look_on(account_id account) {
  auto& its = rounds_[account];
  if (its.under_way) {
    const auto read = co_await look_at_page(account, its);
    if (!read) co_return read.error();
  } else {
    auto used = co_await waiting_.hashes_in_use(account);
    if (!used) co_return used.error();
    its.hashes = std::move(*used);
    its.cursor = "0";
  }
  its.under_way = !its.hashes.empty();
  co_return its.under_way ? looked::at_some : looked::at_the_last;
}

task<void> callback_sweep::look_at_page(account_id account, round& its) {
  const auto hash = its.hashes.back();
  auto page = co_await waiting_.read(account, hash, its.cursor);
  if (!page) co_return page.error();
  const auto next = page->cursor;
  const auto judged = co_await judge(account, hash, std::move(*page));
  if (!judged) co_return judged.error();
  its.cursor = next;
  if (next == "0") its.hashes.pop_back();
  co_return result<void>{};
}

task<void> callback_sweep::judge(account_id account, std::uint32_t hash, waiting_callbacks::page page) {
  std::vector<std::string> ids;
  for (const auto& entry : page.entries) ids.push_back(entry.message_id);
  const auto found = co_await messages_.find(account, ids);
  if (!found) co_return found.error();
  if (ending_ || holding_) co_return errc::closed;
  const auto now_ms = now_();
  const auto settled_ms = settled_.look(now_ms, clock::now());
  auto given_up = std::move(page.unreadable);
  for (const auto& field : given_up)
    log_.alarm("account " + to_text(account) +
               ": a waiting callback cannot be read and is given up: " + field);
  std::map<std::string, message_place> known;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const auto& entry = page.entries[i];
    if ((*found)[i])
      known.emplace(entry.message_id, *(*found)[i]);
    else if (settled_ms && *settled_ms / 1000 - entry.waits.received_s >= message_map::lifetime.count())
      given_up.push_back(entry.field);
  }
  const auto released = co_await known_.let_go(account, known, {});
  if (!released && released.error() != errc::full) co_return released.error();
  const auto counted = co_await waiting_.give_up(account, hash, given_up);
  if (!counted) co_return counted.error();
  co_return released;
}

asio::awaitable<void> callback_sweep::sleep(std::chrono::milliseconds time) {
  asio::steady_timer timer(executor_, time);
  co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
}

}  // namespace waypost
