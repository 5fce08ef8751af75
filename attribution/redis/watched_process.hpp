#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace waypost::redis {

// A process seen through a pidfd, so that its number being used again cannot mislead: a child of ours, or one
// that an earlier server left behind. Owned by one thread at a time.
class watched_process {
 public:
  struct spawn_request {
    std::vector<std::string> arguments;  // the program first, looked up in PATH
    std::filesystem::path output;        // what it prints is appended here
    int handed_down = -1;                // a descriptor it inherits as number 3; no other passes
    int input = -1;                      // its standard input; /dev/null where negative
  };

  // Starts a child in a session of its own, so that Ctrl-C on the terminal does not reach it. Safe in a
  // process with threads. Throws std::system_error, with ENOENT where there is no such program.
  static watched_process spawn(const spawn_request& request);

  // A running process that is no child; nothing where it is gone.
  static std::optional<watched_process> adopt(pid_t pid);

  watched_process(watched_process&& other) noexcept;
  watched_process& operator=(watched_process&& other) noexcept;
  ~watched_process();  // leaves the process running

  pid_t pid() const noexcept { return pid_; }
  // To be polled: readable once it has ended.
  int descriptor() const noexcept { return descriptor_; }
  bool wait_ended(std::chrono::milliseconds limit) const;
  void send(int signal) const;

  // To be called once it has ended. A child is reaped; its exit code, 128 + signal where a signal ended it,
  // nothing for an adopted one.
  std::optional<int> reap();

 private:
  watched_process(pid_t pid, int descriptor, bool child) noexcept
      : pid_(pid), descriptor_(descriptor), child_(child) {}

  pid_t pid_;
  int descriptor_;
  bool child_;
};

}  // namespace waypost::redis
