#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include <waypost/log.hpp>

#include "attribution/journal/carrier.hpp"

namespace waypost {

// The thread that carries all rings of this start to disk, and what it knows of the disk. It may hang in a
// write or a sync as long as the disk does: nobody waits for it.
//
// The disk is usable, or full (too little free space, or a write said so), or failing (a second error before
// a sync went well). While it is not usable nothing is written, the rings are freed only up to what the drain
// has reported, and once a second it is tried again.
class journal_writer {
 public:
  struct settings {
    std::filesystem::path folder;
    std::chrono::milliseconds sync_interval;
    std::uint64_t least_free_bytes;
  };

  journal_writer(settings s, std::vector<std::unique_ptr<carrier>> carriers, disk& on, log_sink& log);
  // Stops the thread as stop() does.
  ~journal_writer();

  // Carries what the rings hold, syncs and ends the thread. True where every ring is on disk whole.
  bool stop();

  // Neither full nor failing.
  const std::atomic<bool>& usable() const noexcept { return usable_; }
  // Usable, and not hanging.
  bool responsive() const noexcept;  // any thread

 private:
  using time_point = std::chrono::steady_clock::time_point;

  void run(std::stop_token stopping);
  void round(time_point now);
  void watch_free_space(time_point now);
  // Writes, and syncs where it is time to or `sync_now`. Deals with an error; true where there was none.
  bool carry(time_point now, bool sync_now);
  void failed(carrier& c, const boost::system::error_code& e);
  void become_unusable(const std::string& why);
  bool space_is_short(std::string& why);

  settings settings_;
  std::vector<std::unique_ptr<carrier>> carriers_;
  disk& disk_;
  log_sink& log_;
  std::atomic<bool> usable_{true};
  std::atomic<std::int64_t> busy_since_{0};  // steady clock, in ticks; 0 while no I/O is under way
  unsigned errors_ = 0;                      // since the last sync that went well
  bool short_of_space_ = false;
  time_point next_look_{};
  time_point next_sync_;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::jthread thread_;  // last: it uses all of the above
};

}  // namespace waypost
