#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <sys/types.h>
#include <vector>

#include "tests/support/temporary_directory.hpp"

namespace waypost::test {

struct redis_process_options {
  std::string appendfsync = "always";  // or "everysec"
  std::vector<std::string> arguments;  // further ones, "--name", "value"; they win over the ones given here
};

// A redis-server of the test's own, on a Unix socket in a new directory, with an append-only file and without
// eviction. The constructor returns once it answers; the destructor kills and reaps it. A test that crashes
// takes it along: a shell that waits for the test's end kills it then, and removes the directory.
class redis_process {
 public:
  explicit redis_process(redis_process_options options = {});
  ~redis_process();
  redis_process(const redis_process&) = delete;
  redis_process& operator=(const redis_process&) = delete;

  std::string endpoint() const { return "unix:" + socket().string(); }
  std::filesystem::path socket() const { return folder_.path() / "redis.sock"; }
  // Holds the data, the socket and redis.log.
  const std::filesystem::path& folder() const noexcept { return folder_.path(); }
  pid_t pid() const noexcept { return pid_; }
  bool answers() const;               // to PING, within two seconds
  std::uint64_t used_memory() const;  // in bytes, as INFO has it

  void kill_hard();    // SIGKILL, and reaps it
  void freeze();       // SIGSTOP: connections stay, answers don't come. Returns once it stands still
  void thaw();         // SIGCONT
  void stop();         // SIGTERM, waits for its end
  void start_again();  // on the data that is there; returns once it answers

 private:
  void post_guard();
  void dismiss_guard();
  void wait_until_it_answers();
  void end(int signal);

  temporary_directory folder_;
  redis_process_options options_;
  pid_t pid_ = -1;
  pid_t guard_ = -1;
  int guard_pipe_ = -1;  // its other end tells the guard that this process is gone
};

}  // namespace waypost::test
