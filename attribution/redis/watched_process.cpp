#include "attribution/redis/watched_process.hpp"

#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace waypost::redis {
namespace {

constexpr int first_free_descriptor = 3;

// glibc has wrappers for these from 2.36 on, in a header that clashes with <signal.h>.
int pidfd_of(pid_t pid) { return static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)); }

class file_actions {
 public:
  file_actions() { ::posix_spawn_file_actions_init(&actions_); }
  ~file_actions() { ::posix_spawn_file_actions_destroy(&actions_); }
  file_actions(const file_actions&) = delete;
  file_actions& operator=(const file_actions&) = delete;
  posix_spawn_file_actions_t* get() noexcept { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_;
};

class spawn_attributes {
 public:
  spawn_attributes() {
    ::posix_spawnattr_init(&attributes_);
    sigset_t none;
    sigset_t all;
    ::sigemptyset(&none);
    ::sigfillset(&all);
    ::posix_spawnattr_setsigmask(&attributes_, &none);
    ::posix_spawnattr_setsigdefault(&attributes_, &all);
    ::posix_spawnattr_setflags(&attributes_,
                               POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  ~spawn_attributes() { ::posix_spawnattr_destroy(&attributes_); }
  spawn_attributes(const spawn_attributes&) = delete;
  spawn_attributes& operator=(const spawn_attributes&) = delete;
  posix_spawnattr_t* get() noexcept { return &attributes_; }

 private:
  posix_spawnattr_t attributes_;
};

// Everything above the one handed down is closed: a Redis that outlives the server would otherwise hold its
// listeners, and connections would be queued where nobody accepts them.
void describe_files(const watched_process::spawn_request& request, posix_spawn_file_actions_t* actions) {
  if (request.input >= 0) {
    ::posix_spawn_file_actions_adddup2(actions, request.input, STDIN_FILENO);
  } else {
    ::posix_spawn_file_actions_addopen(actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  }
  ::posix_spawn_file_actions_addopen(actions, STDOUT_FILENO, request.output.c_str(),
                                     O_WRONLY | O_CREAT | O_APPEND, 0600);
  ::posix_spawn_file_actions_adddup2(actions, STDOUT_FILENO, STDERR_FILENO);
  int first_to_close = first_free_descriptor;
  if (request.handed_down >= 0) {
    ::posix_spawn_file_actions_adddup2(actions, request.handed_down, first_free_descriptor);
    ++first_to_close;
  }
  ::posix_spawn_file_actions_addclosefrom_np(actions, first_to_close);
}

}  // namespace

watched_process watched_process::spawn(const spawn_request& request) {
  auto arguments = request.arguments;
  std::vector<char*> pointers;
  for (auto& argument : arguments) pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  file_actions actions;
  describe_files(request, actions.get());
  spawn_attributes attributes;
  pid_t pid = -1;
  const int error =
      ::posix_spawnp(&pid, pointers[0], actions.get(), attributes.get(), pointers.data(), environ);
  if (error != 0) throw std::system_error(error, std::generic_category(), request.arguments[0]);
  const int descriptor = pidfd_of(pid);
  if (descriptor < 0) {
    const int reason = errno;
    ::kill(pid, SIGKILL);
    ::waitpid(pid, nullptr, 0);
    throw std::system_error(reason, std::generic_category(), "pidfd_open");
  }
  return {pid, descriptor, true};
}

std::optional<watched_process> watched_process::adopt(pid_t pid) {
  const int descriptor = pidfd_of(pid);
  if (descriptor < 0) return std::nullopt;
  return watched_process(pid, descriptor, false);
}

watched_process::watched_process(watched_process&& other) noexcept
    : pid_(other.pid_), descriptor_(std::exchange(other.descriptor_, -1)), child_(other.child_) {}

watched_process& watched_process::operator=(watched_process&& other) noexcept {
  std::swap(pid_, other.pid_);
  std::swap(descriptor_, other.descriptor_);
  std::swap(child_, other.child_);
  return *this;
}

watched_process::~watched_process() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

bool watched_process::wait_ended(std::chrono::milliseconds limit) const {
  const auto end = std::chrono::steady_clock::now() + limit;
  for (;;) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
    pollfd watched{descriptor_, POLLIN, 0};
    const int ready = ::poll(&watched, 1, left.count() > 0 ? static_cast<int>(left.count()) : 0);
    if (ready > 0) return true;
    if (ready == 0 || errno != EINTR) return false;
  }
}

void watched_process::send(int signal) const {
  ::syscall(SYS_pidfd_send_signal, descriptor_, signal, nullptr, 0);
}

std::optional<int> watched_process::reap() {
  if (!child_) return std::nullopt;
  int status = 0;
  while (::waitpid(pid_, &status, 0) < 0) {
    if (errno != EINTR) return std::nullopt;
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace waypost::redis
