#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include <boost/asio/io_context.hpp>

#include <waypost/log.hpp>

#include "attribution/ledger/callback_matcher.hpp"
#include "attribution/ledger/callback_sweep.hpp"
#include "attribution/ledger/directory_attributor.hpp"
#include "attribution/ledger/drain.hpp"
#include "attribution/ledger/journal_follower.hpp"
#include "attribution/ledger/known_callbacks.hpp"
#include "attribution/ledger/ledger_store.hpp"
#include "attribution/ledger/message_map.hpp"
#include "attribution/ledger/recipient_resolver.hpp"
#include "attribution/ledger/recovery_progress.hpp"
#include "attribution/ledger/step_runner.hpp"
#include "attribution/ledger/waiting_callbacks.hpp"
#include "attribution/ledger/waiting_room.hpp"
#include "attribution/recipients/recipient_store.hpp"
#include "attribution/redis/connection.hpp"

namespace waypost {

// What the drain's thread does: reads the journals as far as there is room, runs the chains that are due,
// asks again for positions that Redis may have lost, and tells the journals what is on Redis' disk.
class drain_worker {
 public:
  using clock = chain::clock;

  drain_worker(drain::options o, const directory& campaigns,
               std::vector<std::unique_ptr<journal_reader>> journals, log_sink& log);

  // The thread's whole life; returns after finish() or give_up().
  void run();

  // From any thread. Apply all that is readable now, then return; answered by finished().
  void finish();
  // From any thread. Return as soon as the calls under way are over.
  void give_up();

  // From any thread: see drain::hold().
  void hold(bool on) noexcept { hold_wanted_ = on; }

  bool finished() const noexcept { return finished_; }  // after run(): all of it was applied
  std::uint64_t behind() const noexcept { return behind_; }
  bool connected() const noexcept { return connected_; }

 private:
  boost::asio::awaitable<void> work();
  boost::asio::awaitable<void> tell_drained();
  boost::asio::awaitable<void> tell_applied();
  boost::asio::awaitable<void> sleep(std::chrono::milliseconds time);
  bool read_journals(clock::time_point now);
  void start_due(clock::time_point now);
  void start(journal_follower& from, chain& c);
  void notice_reconnect();
  void notice_hold();
  void check_positions(clock::time_point now);
  void doubt_positions();
  bool ask_positions(clock::time_point now);
  bool positions_hold() const;
  void look_around(clock::time_point now);
  void publish();
  bool all_applied() const;
  bool all_told() const;
  bool may_end(clock::time_point now);
  void end();

  drain::options options_;
  boost::asio::io_context io_{1};
  redis::connection redis_;
  recipient_store recipients_;
  directory_attributor campaigns_;
  client_classifier clients_;
  event_reader events_;
  ledger_store store_;
  recipient_resolver resolver_;
  message_map messages_;
  waiting_callbacks waiting_;
  waiting_room room_;
  known_callbacks known_;
  callback_sweep sweep_;
  callback_matcher callbacks_;
  step_runner runner_;
  std::vector<std::unique_ptr<journal_follower>> followers_;
  std::unique_ptr<recovery_progress> recovery_;

  std::uint64_t generation_ = 0;
  bool holding_ = false;
  bool doubted_ = true;  // chains' positions were doubted, and Redis has not told all of them since
  clock::time_point looked_around_{};
  clock::time_point checked_{};
  clock::time_point ask_again_{};
  std::vector<std::uint64_t> told_;                      // of each journal: what it was told is drained
  bool never_durable_ = false;                           // Redis' settings keep nothing on its disk
  std::optional<std::vector<std::uint64_t>> finish_at_;  // offset of each journal
  std::optional<clock::time_point> applied_at_;          // when all below finish_at_ was
  bool ending_ = false;

  std::atomic<std::uint64_t> behind_ = 0;
  std::atomic<bool> connected_ = false;
  std::atomic<bool> finished_ = false;
  std::atomic<bool> hold_wanted_ = false;
};

}  // namespace waypost
