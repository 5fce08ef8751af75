#include "attribution/ledger/step_runner.hpp"

#include <algorithm>
#include <limits>
#include <string>

namespace waypost {

namespace asio = boost::asio;

namespace {

// Redis' cost per click falls with the batch, but a campaign with few clicks gains nothing by waiting.
constexpr std::size_t small_step = 64;
constexpr std::chrono::milliseconds short_wait{100};

step_result::any outcome(const result<void>& r) {
  if (r) return step_result::done{};
  return step_result::failed{r.error()};
}

template <class T>
step_result::any outcome(const result<T>& r) {
  if (r) return *r;
  return step_result::failed{r.error()};
}

}  // namespace

bool step_runner::due(const chain& c, chain::clock::time_point now) const {
  if (holding_ || c.queue().empty() || c.machine.stopped() || now < c.blocked_until) return false;
  if (hurrying_ || c.cut || c.queue().size() >= limits_.most_events_per_step ||
      c.weight() >= limits_.most_per_chain)
    return true;
  const auto wait =
      c.last_step <= small_step ? std::min(short_wait, limits_.longest_wait) : limits_.longest_wait;
  return now - c.waiting_since() >= wait;
}

asio::awaitable<void> step_runner::run(journal_follower& from, chain& c) {
  c.running = true;
  ++running_;
  co_await go_on(from, c);
  --running_;
  c.running = false;
}

asio::awaitable<void> step_runner::go_on(journal_follower& from, chain& c) {
  step_result::any last = step_result::resumed{};
  std::optional<step_sum> sum;
  while (!ending_) {
    std::optional<std::uint64_t> to;
    if (!c.machine.mid_step()) {
      auto at_hand = co_await ready(from, c);
      if (at_hand)
        to = *at_hand;
      else
        last = step_result::failed{at_hand.error()};
    }
    const auto todo = c.machine.next(last, to);
    if (todo.what == step_action::kind::wait || todo.what == step_action::kind::stop) {
      const auto* failure = std::get_if<step_result::failed>(&last);
      const auto why = failure != nullptr ? failure->why.message() : "its fence is displaced again and again";
      failing_.note(c, from.name(), why, chain::clock::now());
      if (todo.what == step_action::kind::stop) stop(from, c);
      if (todo.pause.count() > 0) put_off(from, c, todo.pause);
      co_return;
    }
    last = co_await perform(from, c, todo, sum);
    // The watermark is heard from Redis itself in both.
    if (std::holds_alternative<ledger_position>(last) || std::holds_alternative<apply_answer>(last))
      c.confirmed = true;
  }
}

task<std::optional<std::uint64_t>> step_runner::ready(const journal_follower& from, chain& c) {
  if (!due(c, chain::clock::now())) co_return std::optional<std::uint64_t>{};
  const auto resolved = co_await recipients_.resolve(c, limits_.most_events_per_step);
  if (!resolved) co_return resolved.error();
  const auto looked_up = co_await callbacks_.look_up(c, limits_.most_events_per_step);
  if (!looked_up) co_return looked_up.error();
  co_return c.ready_to(from.limit(), limits_.most_events_per_step);
}

asio::awaitable<step_result::any> step_runner::perform(journal_follower& from, chain& c,
                                                       const step_action& todo,
                                                       std::optional<step_sum>& sum) {
  switch (todo.what) {
    case step_action::kind::read_position:
      co_return outcome(co_await store_.read_position(c.campaign(), from.name()));
    case step_action::kind::load_scripts:
      co_return outcome(co_await store_.load_scripts());
    case step_action::kind::write_facts:
      sum = c.take_sum();
      co_return outcome(co_await write_facts(from, c, todo, *sum));
    case step_action::kind::apply:
      // Not before the facts are in: a step that Redis refuses is begun anew again and again.
      if (const auto reported = callbacks_.report_found(c, todo.to); !reported)
        co_return step_result::failed{reported.error()};
      co_return outcome(co_await store_.apply(c.campaign(), from.name(), todo, *sum));
    case step_action::kind::release:
      release(from, c, todo);
      co_return step_result::done{};
    case step_action::kind::wait:
    case step_action::kind::stop:
      break;
  }
  co_return step_result::done{};
}

// What the step's fence proves is what went out before it on its connection.
task<void> step_runner::write_facts(const journal_follower& from, chain& c, const step_action& todo,
                                    step_sum& sum) {
  const auto connection = store_.connection();
  const auto prepared = co_await callbacks_.prepare(c, sum);
  if (!prepared) co_return prepared.error();
  const auto written = co_await store_.write_facts(c.campaign(), from.name(), todo.token, sum.facts());
  if (!written) co_return written.error();
  shared_errors_.note(c.campaign(), *written);
  if (store_.connection() != connection) co_return errc::redis_unavailable;
  co_return co_await callbacks_.look_again(c, todo.to, sum);
}

void step_runner::release(journal_follower& from, chain& c, const step_action& todo) {
  const auto now = chain::clock::now();
  c.active = now;
  from.release(c, todo, now);
  if (todo.rolled_back)
    log_.warn("campaign " + to_text(c.campaign()) + ", journal " + from.name().text() +
              ": Redis lost what it had, the events from " + std::to_string(todo.to) + " to " +
              std::to_string(todo.from) + " are applied again");
}

void step_runner::put_off(journal_follower& from, chain& c, std::chrono::milliseconds pause) {
  pause += std::chrono::milliseconds(std::uniform_int_distribution<long>(0, pause.count())(jitter_));
  c.blocked_until = chain::clock::now() + pause;
  const auto failures = c.machine.failures();
  if (failures < journal_follower::most_failures) return;
  // Others need the memory. Half as much each time finds the event that Redis refuses: those before it go in,
  // and the chain is left with that one alone, so that the journal isn't read for it again and again.
  const auto halvings = std::min(failures, unsigned{std::numeric_limits<std::size_t>::digits - 1});
  from.evict(c, std::max<std::size_t>(1, limits_.most_events_per_step >> halvings));
}

void step_runner::stop(journal_follower& from, chain& c) {
  if (!c.queue().empty())
    log_.alarm("campaign " + to_text(c.campaign()) + ", journal " + from.name().text() +
               ": its start is retired, events from " + std::to_string(c.queue().front().offset) +
               " on are not counted");
  from.abandon(c);
}

}  // namespace waypost
