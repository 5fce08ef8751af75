#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace waypost::test {

// A program started by a test, in a session of its own, so that a Ctrl-C on the terminal ends the test alone.
// Its output goes to a file. The destructor kills and reaps it.
class child_process {
 public:
  child_process(std::vector<std::string> arguments, const std::filesystem::path& output);
  ~child_process();
  child_process(const child_process&) = delete;
  child_process& operator=(const child_process&) = delete;

  pid_t pid() const noexcept { return pid_; }
  bool running();         // reaps it where it has ended
  void send(int signal);  // nothing where it has ended
  int wait();             // until it has ended: its exit code, or 128 + the signal that ended it
  std::optional<int> wait_for(std::chrono::seconds limit);

 private:
  pid_t pid_ = -1;
  std::optional<int> ended_;
};

}  // namespace waypost::test
