#pragma once

#include <chrono>
#include <random>

#include <waypost/log.hpp>

#include "attribution/ledger/callback_matcher.hpp"
#include "attribution/ledger/failing_chains.hpp"
#include "attribution/ledger/journal_follower.hpp"
#include "attribution/ledger/ledger_store.hpp"
#include "attribution/ledger/recipient_resolver.hpp"
#include "attribution/ledger/shared_errors.hpp"

namespace waypost {

// Carries out what chains' machines say, one coroutine for each chain that has something to do. The drain's
// thread.
class step_runner {
 public:
  struct limits {
    std::size_t most_events_per_step = 10000;
    std::size_t most_per_chain = 20000;  // weight of a chain's queue, as its follower takes it
    std::chrono::milliseconds longest_wait{500};
  };

  step_runner(ledger_store& store, recipient_resolver& recipients, callback_matcher& callbacks, limits l,
              log_sink& log)
      : store_(store),
        recipients_(recipients),
        callbacks_(callbacks),
        limits_(l),
        log_(log),
        failing_(log),
        shared_errors_(log) {}

  // Whether the chain's events should go in now: the batch or the queue is full, the last step had to leave
  // some of them, they have waited long enough, or it hurries. Never while on hold.
  bool due(const chain& c, chain::clock::time_point now) const;

  // Goes on with the chain's steps until its machine waits or the runner ends. A chain whose step failed is
  // not due again until its machine's pause is over. Not for a chain that is running.
  boost::asio::awaitable<void> run(journal_follower& from, chain& c);

  void hurry() noexcept { hurrying_ = true; }     // nothing waits for a fuller batch any more
  void hold(bool on) noexcept { holding_ = on; }  // while on, no new step begins
  void end() noexcept { ending_ = true; }         // every run returns as soon as its call does

  // Tells what keeps failing; to be called now and then.
  void look(chain::clock::time_point now) { failing_.look(now); }
  std::size_t running() const noexcept { return running_; }

 private:
  boost::asio::awaitable<void> go_on(journal_follower& from, chain& c);
  task<std::optional<std::uint64_t>> ready(const journal_follower& from, chain& c);
  boost::asio::awaitable<step_result::any> perform(journal_follower& from, chain& c, const step_action& todo,
                                                   std::optional<step_sum>& sum);
  task<void> write_facts(const journal_follower& from, chain& c, const step_action& todo, step_sum& sum);
  void put_off(journal_follower& from, chain& c, std::chrono::milliseconds pause);
  void stop(journal_follower& from, chain& c);
  void release(journal_follower& from, chain& c, const step_action& todo);

  ledger_store& store_;
  recipient_resolver& recipients_;
  callback_matcher& callbacks_;
  limits limits_;
  log_sink& log_;
  failing_chains failing_;
  shared_errors shared_errors_;
  std::minstd_rand jitter_{std::random_device{}()};
  std::size_t running_ = 0;
  bool hurrying_ = false;
  bool holding_ = false;
  bool ending_ = false;
};

}  // namespace waypost
