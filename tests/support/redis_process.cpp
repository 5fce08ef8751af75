#include "tests/support/redis_process.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <signal.h>
#include <spawn.h>
#include <sstream>
#include <stdexcept>
#include <string_view>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace waypost::test {
namespace {

constexpr std::chrono::seconds start_limit{60};

// The first bytes of the answer to an inline command, or nothing while nobody listens or answers.
std::string ask(const std::filesystem::path& socket_path, std::string_view command) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string path = socket_path.string();
  if (path.size() >= sizeof address.sun_path) throw std::runtime_error("socket path too long: " + path);
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);

  const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return {};
  const timeval patience{2, 0};
  ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  std::array<char, 256> answer{};
  ssize_t length = 0;
  if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
      ::send(fd, command.data(), command.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(command.size())) {
    length = ::recv(fd, answer.data(), answer.size(), 0);
  }
  ::close(fd);
  return {answer.data(), length > 0 ? static_cast<std::size_t>(length) : 0};
}

std::string text_of(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

// Starts a program in a session of its own, so that a Ctrl-C on the terminal ends the test alone.
pid_t spawn(std::vector<std::string> arguments, int input, const std::string& output) {
  std::vector<char*> pointers;
  for (auto& argument : arguments) pointers.push_back(argument.data());
  pointers.push_back(nullptr);

  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  if (input >= 0) {
    posix_spawn_file_actions_adddup2(&files, input, 0);
  } else {
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
  }
  posix_spawn_file_actions_addopen(&files, 1, output.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  posix_spawn_file_actions_adddup2(&files, 1, 2);
  posix_spawn_file_actions_addclosefrom_np(&files, 3);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID);
  pid_t pid = -1;
  const int error = ::posix_spawnp(&pid, pointers[0], &files, &attributes, pointers.data(), environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&files);
  if (error != 0) throw std::runtime_error(arguments[0] + ": " + std::strerror(error));
  return pid;
}

void wait_for_end(pid_t pid) {
  while (::waitpid(pid, nullptr, 0) < 0 && errno == EINTR) {
  }
}

}  // namespace

redis_process::redis_process(redis_process_options options) : options_(std::move(options)) { start_again(); }

redis_process::~redis_process() {
  if (pid_ > 0) end(SIGKILL);
}

void redis_process::start_again() {
  if (pid_ > 0) throw std::logic_error("redis-server is running already");
  std::vector<std::string> arguments{"redis-server",
                                     "--port",
                                     "0",
                                     "--unixsocket",
                                     socket().string(),
                                     "--unixsocketperm",
                                     "600",
                                     "--dir",
                                     folder().string(),
                                     "--daemonize",
                                     "no",
                                     "--appendonly",
                                     "yes",
                                     "--appendfsync",
                                     options_.appendfsync,
                                     "--maxmemory-policy",
                                     "noeviction",
                                     "--save",
                                     ""};
  arguments.insert(arguments.end(), options_.arguments.begin(), options_.arguments.end());
  pid_ = spawn(std::move(arguments), -1, (folder() / "redis.log").string());
  post_guard();
  wait_until_it_answers();
}

// The guard reads from a pipe that nobody writes to: its end is the end of this process.
void redis_process::post_guard() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe for the guard");
  guard_ =
      spawn({"sh", "-c", "read line; kill -9 \"$0\"; rm -rf \"$1\"", std::to_string(pid_), folder().string()},
            ends[0], "/dev/null");
  ::close(ends[0]);
  guard_pipe_ = ends[1];
}

// Before Redis is reaped, or the guard could hit another process of the same number.
void redis_process::dismiss_guard() {
  if (guard_ <= 0) return;
  ::kill(guard_, SIGKILL);
  wait_for_end(guard_);
  ::close(guard_pipe_);
  guard_ = -1;
}

void redis_process::wait_until_it_answers() {
  const auto limit = std::chrono::steady_clock::now() + start_limit;
  for (;;) {
    if (answers()) return;
    int status = 0;
    if (::waitpid(pid_, &status, WNOHANG) == pid_) {
      dismiss_guard();
      pid_ = -1;
      throw std::runtime_error("redis-server ended at once:\n" + text_of(folder() / "redis.log"));
    }
    if (std::chrono::steady_clock::now() > limit) {
      end(SIGKILL);
      throw std::runtime_error("redis-server did not answer:\n" + text_of(folder() / "redis.log"));
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

bool redis_process::answers() const {
  const std::string answer = ask(socket(), "PING\r\n");
  // One that asks for a password has loaded its data as well.
  return answer.starts_with("+PONG") || answer.starts_with("-NOAUTH");
}

std::uint64_t redis_process::used_memory() const {
  constexpr std::string_view name = "used_memory:";
  const std::string info = ask(socket(), "INFO memory\r\n");
  const auto at = info.find(name);
  if (at == info.npos) throw std::runtime_error("redis-server does not tell its memory: " + info);
  return std::stoull(info.substr(at + name.size()));
}

void redis_process::kill_hard() { end(SIGKILL); }
void redis_process::stop() { end(SIGTERM); }

void redis_process::freeze() {
  ::kill(pid_, SIGSTOP);
  int status = 0;
  while (::waitpid(pid_, &status, WUNTRACED) == pid_) {
    if (WIFSTOPPED(status)) return;
    dismiss_guard();
    pid_ = -1;
    throw std::runtime_error("redis-server ended instead of standing still");
  }
}

void redis_process::thaw() { ::kill(pid_, SIGCONT); }

void redis_process::end(int signal) {
  if (pid_ <= 0) return;
  dismiss_guard();
  ::kill(pid_, signal);
  ::kill(pid_, SIGCONT);  // one that stands still would never see a SIGTERM
  wait_for_end(pid_);
  pid_ = -1;
}

}  // namespace waypost::test
