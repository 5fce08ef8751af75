#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>

#include <boost/asio/any_io_executor.hpp>

#include <waypost/clock.hpp>
#include <waypost/log.hpp>
#include <waypost/task.hpp>

#include "attribution/ledger/message_map.hpp"
#include "attribution/ledger/report_again.hpp"
#include "attribution/ledger/waiting_callbacks.hpp"

namespace waypost {

// Looks again, from time to time, for the messages of callbacks that wait: soon after there is something new
// to find, then more and more rarely. Those found are reported to their campaigns and wait no more; those
// that waited for a message's lifetime are given up. Several servers may sweep side by side. The drain's
// thread.
class callback_sweep {
 public:
  using clock = std::chrono::steady_clock;

  callback_sweep(boost::asio::any_io_executor executor, message_map& messages, waiting_callbacks& waiting,
                 report_again again, wall_clock now, log_sink& log)
      : executor_(std::move(executor)),
        messages_(messages),
        waiting_(waiting),
        again_(std::move(again)),
        now_(std::move(now)),
        log_(log) {}

  // Callbacks of the account wait from now on.
  void callbacks_waiting(account_id account);
  // Messages of the account are known from now on: callbacks may have waited for them.
  void messages_known(account_id account);

  // Sweeps account by account until end(). Spawn it once.
  boost::asio::awaitable<void> run();
  void end() noexcept { ending_ = true; }
  void hold(bool on) noexcept { holding_ = on; }  // while on, nothing is looked for

  // Looks once at all that waits of the account. How much waits still; errc::closed where it was interrupted.
  task<std::uint64_t> sweep(account_id account);

 private:
  struct turn {
    clock::time_point at;
    std::chrono::milliseconds interval;  // to the next one
    bool again = false;                  // something new came while its turn was under way
  };

  task<void> learn_accounts();
  std::optional<account_id> due() const;
  boost::asio::awaitable<void> take_turn(account_id account);
  // How many of the page wait still.
  task<std::uint64_t> judge(account_id account, std::uint32_t hash, waiting_callbacks::page page);
  boost::asio::awaitable<void> sleep(std::chrono::milliseconds time);
  bool interrupted() const noexcept { return ending_ || holding_; }

  boost::asio::any_io_executor executor_;
  message_map& messages_;
  waiting_callbacks& waiting_;
  report_again again_;
  wall_clock now_;
  log_sink& log_;
  std::map<account_id, turn> turns_;
  clock::time_point learn_at_{};
  bool ending_ = false;
  bool holding_ = false;
};

}  // namespace waypost
