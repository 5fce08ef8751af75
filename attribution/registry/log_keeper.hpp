#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <vector>

#include <boost/asio/thread_pool.hpp>

#include <waypost/log.hpp>
#include <waypost/task.hpp>

#include "attribution/registry/bell.hpp"
#include "attribution/registry/folded_log.hpp"
#include "attribution/registry/local_log.hpp"

namespace waypost {

// Carries folded entries to the local log without making its own thread wait for the disk: whatever came in
// while one sync was under way goes with the next. Owned by the registry; its thread is the registry's, the
// disk is touched on a thread of its own.
class log_keeper {
 public:
  // `on_kept` is called whenever kept() has moved.
  log_keeper(std::filesystem::path folder, log_sink& log, std::function<void()> on_kept);
  ~log_keeper();

  // Before run(): opens the local log and visits its entries. Throws std::runtime_error where it cannot be
  // read.
  void load(const local_log::visitor& visit);

  void keep(folded_entry e);
  // Entries up to this number are on disk.
  std::uint64_t kept() const noexcept { return kept_; }
  bool failing() const noexcept { return failing_; }

  // Carries entries until stop() and until nothing is left to carry.
  boost::asio::awaitable<void> run();
  void stop();

  // What follows is for one coroutine, while nobody calls keep().

  // Returns when all entries are on disk; false where the disk fails.
  boost::asio::awaitable<bool> wait_idle();

  struct refolded {
    folded_log common;
    std::vector<folded_entry> after;
  };
  // Folds the kept entries up to number `common` anew, on the disk's thread, and reads those after it.
  task<refolded> refold(std::uint64_t common);

  // See local_log::replace_after.
  task<void> replace_after(std::uint64_t common, const std::vector<folded_entry>& entries);

 private:
  boost::asio::awaitable<bool> carry();

  local_log files_;
  log_sink& log_;
  std::function<void()> on_kept_;
  boost::asio::thread_pool disk_{1};
  bell work_;
  bell idle_;
  std::vector<folded_entry> waiting_;
  std::vector<folded_entry> writing_;
  std::uint64_t kept_ = 0;
  bool failing_ = false;
  bool stopping_ = false;
};

}  // namespace waypost
