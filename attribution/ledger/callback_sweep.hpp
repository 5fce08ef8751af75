#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/any_io_executor.hpp>

#include <waypost/clock.hpp>
#include <waypost/log.hpp>
#include <waypost/task.hpp>

#include "attribution/ledger/known_callbacks.hpp"
#include "attribution/ledger/message_map.hpp"
#include "attribution/ledger/settled_time.hpp"
#include "attribution/ledger/waiting_callbacks.hpp"

namespace waypost {

// Looks through all callbacks that wait, slowly and over and over: those that waited for a message's lifetime
// are given up. What steps left behind when they were cut short, after they had found its message, is found
// again here. One slice of each account in turn, so that nobody waits for another's backlog. Several servers
// may sweep side by side. The drain's thread.
class callback_sweep {
 public:
  using clock = std::chrono::steady_clock;

  // `clock_patience`: until then, a clock that jumps ahead makes nothing old enough to be given up.
  callback_sweep(boost::asio::any_io_executor executor, message_map& messages, waiting_callbacks& waiting,
                 known_callbacks& known, wall_clock now, std::chrono::milliseconds clock_patience,
                 log_sink& log)
      : executor_(std::move(executor)),
        messages_(messages),
        waiting_(waiting),
        known_(known),
        now_(std::move(now)),
        settled_(clock_patience),
        log_(log) {}

  // Callbacks of the account wait from now on.
  void callbacks_waiting(account_id account);
  // Too many of the account's wait for another one to. Told once an hour.
  void too_many_waiting(account_id account);
  // On a new connection all is looked through at once: steps were cut short.
  void connected_anew();

  // Sweeps slice by slice until end(). Spawn it once.
  boost::asio::awaitable<void> run();
  void end() noexcept { ending_ = true; }
  void hold(bool on) noexcept { holding_ = on; }  // while on, nothing is looked for

  // Looks at the account's next slice of what waits.
  enum class looked : std::uint8_t { at_some, at_the_last };
  task<looked> look_on(account_id account);

 private:
  // One account's.
  struct round {
    clock::time_point next;  // when its next slice is due
    bool under_way = false;
    std::vector<std::uint32_t> hashes;  // to be looked at still, the last one first
    std::string cursor;                 // in that
  };

  task<void> learn_accounts();
  std::optional<account_id> due() const;
  boost::asio::awaitable<void> take_turn(account_id account);
  task<void> look_at_page(account_id account, round& its);
  task<void> judge(account_id account, std::uint32_t hash, waiting_callbacks::page page);
  boost::asio::awaitable<void> sleep(std::chrono::milliseconds time);

  boost::asio::any_io_executor executor_;
  message_map& messages_;
  waiting_callbacks& waiting_;
  known_callbacks& known_;
  wall_clock now_;
  settled_time settled_;
  log_sink& log_;
  std::map<account_id, round> rounds_;            // of all accounts that ever had any; none goes
  std::map<account_id, clock::time_point> told_;  // to have too many, and when
  clock::time_point learn_at_{};
  bool ending_ = false;
  bool holding_ = false;
};

}  // namespace waypost
