#include "attribution/ledger/drain_worker.hpp"

#include <algorithm>
#include <exception>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "attribution/redis/durability.hpp"
#include "attribution/registry/registry.hpp"

namespace waypost {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::milliseconds idle_pause{20};
constexpr std::chrono::milliseconds look_around_every{250};
constexpr std::chrono::seconds check_every{5};
constexpr std::chrono::milliseconds ask_again_every{100};
constexpr std::chrono::milliseconds tell_drained_every{1000};

// A finished drain waits so long for Redis' disk, to tell the journals a last time: they are read again at
// the next start if they aren't told, so nothing depends on it but the memory their rings take till then.
constexpr std::chrono::seconds longest_last_tell{4};

// Redis may be rolled back this far without a loss; so long a campaign's position is watched.
constexpr std::chrono::hours horizon{1};

constexpr std::size_t events_per_pass = 4096;
constexpr std::size_t most_queued = 300000;  // weight over all chains
constexpr std::size_t most_running = 64;     // chains with a call under way

void rethrow(std::exception_ptr bug) {
  if (bug) std::rethrow_exception(bug);
}

}  // namespace

drain_worker::drain_worker(drain::options o, const directory& campaigns,
                           std::vector<std::unique_ptr<journal_reader>> journals, log_sink& log)
    : options_(std::move(o)),
      redis_(io_.get_executor(), options_.redis, {}, log),
      recipients_(redis_),
      campaigns_(campaigns),
      events_(clients_, options_.countries),
      store_(redis_),
      resolver_(recipients_, campaigns_, options_.now),
      messages_(redis_, options_.now),
      waiting_(redis_),
      room_(campaigns_),
      known_(waiting_, options_.again, options_.now),
      sweep_(io_.get_executor(), messages_, waiting_, known_, options_.now, options_.clock_patience, log),
      callbacks_(messages_, waiting_, known_, room_, sweep_, options_.again, options_.now),
      runner_(store_, resolver_, callbacks_,
              {.most_events_per_step = options_.most_events_per_step,
               .most_per_chain = 2 * options_.most_events_per_step,
               .longest_wait = options_.longest_wait},
              log) {
  const journal_follower::limits limits{.most_per_chain = 2 * options_.most_events_per_step};
  for (auto& journal : journals)
    followers_.push_back(std::make_unique<journal_follower>(std::move(journal), campaigns_, events_, limits,
                                                            random_bits, log));
  told_.resize(followers_.size(), 0);
  recovery_ = std::make_unique<recovery_progress>(followers_, log);
}

void drain_worker::run() {
  asio::co_spawn(io_, redis_.run(), rethrow);
  asio::co_spawn(io_, work(), rethrow);
  asio::co_spawn(io_, tell_drained(), rethrow);
  asio::co_spawn(io_, sweep_.run(), rethrow);
  try {
    io_.run();
  } catch (...) {
    connected_ = false;
    throw;
  }
}

void drain_worker::finish() {
  asio::post(io_, [this] {
    finish_at_.emplace();
    for (const auto& follower : followers_) finish_at_->push_back(follower->end());
  });
}

void drain_worker::give_up() {
  asio::post(io_, [this] { end(); });
}

void drain_worker::end() {
  ending_ = true;
  runner_.end();
  sweep_.end();
  redis_.stop();
}

asio::awaitable<void> drain_worker::work() {
  while (!ending_) {
    const auto now = clock::now();
    notice_reconnect();
    notice_hold();
    // While Redis is away nothing could be applied: the journals keep the events better than this memory.
    const bool busy = redis_.connected() && read_journals(now);
    // Not before all is read: full batches are through sooner than many small ones.
    if (finish_at_ && !busy) runner_.hurry();
    if (redis_.connected()) start_due(now);
    look_around(now);
    check_positions(now);
    publish();
    if (may_end(now)) {
      recovery_->look(now);
      end();
      break;
    }
    co_await sleep(busy ? std::chrono::milliseconds(0) : idle_pause);
  }
  publish();
  finished_ = applied_at_.has_value();
}

// Told only what is on Redis' disk: what a ring gives up then is nowhere else.
asio::awaitable<void> drain_worker::tell_drained() {
  while (!ending_) {
    co_await tell_applied();
    for (auto left = tell_drained_every; left.count() > 0 && !ending_; left -= idle_pause) {
      co_await sleep(idle_pause);
      if (applied_at_) break;
    }
  }
}

asio::awaitable<void> drain_worker::tell_applied() {
  std::vector<std::uint64_t> applied;
  for (const auto& follower : followers_) applied.push_back(follower->applied_through());
  if (!positions_hold() || applied == told_) co_return;
  const auto on_disk = co_await redis::wait_durable(redis_);
  never_durable_ = !on_disk && on_disk.error() == errc::redis_settings;
  // Meanwhile Redis may turn out to have been set back already when this began.
  if (!on_disk || !positions_hold()) co_return;
  for (std::size_t i = 0; i < followers_.size(); ++i) {
    applied[i] = std::min(applied[i], followers_[i]->applied_through());
    followers_[i]->drained(applied[i]);
  }
  told_ = std::move(applied);
}

// Whether what is known of the chains' positions was heard on this connection, and is this Redis' to say.
bool drain_worker::positions_hold() const {
  return redis_.connected() && redis_.generation() == generation_ && !doubted_ && !holding_ && !hold_wanted_;
}

asio::awaitable<void> drain_worker::sleep(std::chrono::milliseconds time) {
  asio::steady_timer timer(io_, time);
  co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
}

bool drain_worker::read_journals(clock::time_point now) {
  bool more = false;
  for (const auto& follower : followers_) {
    std::size_t weight = 0;
    for (const auto& any : followers_) weight += any->weight();
    if (weight >= most_queued) return false;
    more = follower->read(events_per_pass, now) || more;
  }
  return more;
}

void drain_worker::start_due(clock::time_point now) {
  if (holding_) return;
  for (const auto& follower : followers_)
    for (auto* c : follower->waiting()) {
      if (runner_.running() >= most_running) return;
      if (!c->running && runner_.due(*c, now)) start(*follower, *c);
    }
}

void drain_worker::start(journal_follower& from, chain& c) {
  asio::co_spawn(io_, runner_.run(from, c), rethrow);
}

void drain_worker::notice_reconnect() {
  if (!redis_.connected() || redis_.generation() == generation_) return;
  generation_ = redis_.generation();
  checked_ = {};
  resolver_.connected_anew();
  sweep_.connected_anew();
}

// After a hold Redis may not be what it was.
void drain_worker::notice_hold() {
  const bool wanted = hold_wanted_;
  if (wanted == holding_) return;
  holding_ = wanted;
  runner_.hold(wanted);
  sweep_.hold(wanted);
  doubted_ = true;
  checked_ = {};
}

// A Redis that was rolled back must be noticed without a new click.
void drain_worker::check_positions(clock::time_point now) {
  if (!redis_.connected() || holding_) return;
  if (now - checked_ >= check_every) {
    checked_ = now;
    doubt_positions();
  }
  if (!doubted_ || now < ask_again_) return;
  if (ask_positions(now)) ask_again_ = now + ask_again_every;
}

void drain_worker::doubt_positions() {
  doubted_ = true;
  ask_again_ = {};
  const auto now = checked_;
  for (const auto& follower : followers_)
    for (auto& [campaign, c] : follower->chains())
      if (c.active != clock::time_point{} && now - c.active < horizon) {
        c.machine.doubt();
        c.confirmed = false;
      }
}

// False where there was no room to ask all of them.
bool drain_worker::ask_positions(clock::time_point now) {
  bool left = false;
  for (const auto& follower : followers_)
    for (auto& [campaign, c] : follower->chains()) {
      if (c.machine.stopped()) continue;
      // What was never in Redis, as far as is known, is not relied on.
      left = left || (c.active != clock::time_point{} && !c.confirmed);
      if (c.running || c.machine.position_known() || now < c.blocked_until) continue;
      if (runner_.running() >= most_running) return false;
      start(*follower, c);
    }
  doubted_ = left;
  return true;
}

void drain_worker::look_around(clock::time_point now) {
  if (now - looked_around_ < look_around_every) return;
  const auto passed = looked_around_ == clock::time_point{}
                          ? std::chrono::milliseconds(0)
                          : std::chrono::duration_cast<std::chrono::milliseconds>(now - looked_around_);
  looked_around_ = now;
  for (const auto& follower : followers_)
    follower->retry_held(redis_.connected() && !holding_ ? passed : std::chrono::milliseconds(0), now);
  recovery_->look(now);
  runner_.look(now);
}

void drain_worker::publish() {
  std::uint64_t behind = 0;
  for (const auto& follower : followers_) behind += follower->behind();
  behind_ = behind;
  connected_ = redis_.connected();
}

bool drain_worker::all_applied() const {
  for (std::size_t i = 0; i < followers_.size(); ++i)
    if (followers_[i]->applied_through() < (*finish_at_)[i]) return false;
  return true;
}

bool drain_worker::all_told() const {
  for (std::size_t i = 0; i < followers_.size(); ++i)
    if (told_[i] < (*finish_at_)[i]) return false;
  return true;
}

bool drain_worker::may_end(clock::time_point now) {
  if (!finish_at_ || !all_applied()) {
    applied_at_.reset();
    return false;
  }
  if (!applied_at_) applied_at_ = now;
  return all_told() || never_durable_ || now - *applied_at_ >= longest_last_tell;
}

}  // namespace waypost
