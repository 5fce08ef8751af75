#include "attribution/redis/embedded.hpp"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <poll.h>
#include <signal.h>
#include <stdexcept>
#include <sys/eventfd.h>
#include <system_error>
#include <unistd.h>
#include <vector>

#include "attribution/redis/embedded_lock.hpp"
#include "attribution/redis/probe.hpp"
#include "attribution/redis/torn_file.hpp"

namespace waypost::redis {
namespace {

using namespace std::chrono_literals;
using clock = std::chrono::steady_clock;

constexpr auto start_limit = 60s;   // until it accepts connections, not until it has loaded
constexpr auto end_limit = 10s;     // from SIGTERM to its end
constexpr auto load_patience = 2s;  // a file that is refused is mostly refused within this time
constexpr auto look_again = 20ms;
constexpr auto first_pause = 50ms;  // before it is started again, doubled up to the longest
constexpr auto longest_pause = 5000ms;
constexpr auto steady_after = 30s;  // having run for so long, it begins with the first pause again

std::vector<std::string> command_line(const embedded_places& places) {
  return {"redis-server",
          "--port",
          "0",
          "--unixsocket",
          places.socket.string(),
          "--unixsocketperm",
          "600",
          "--dir",
          places.folder.string(),
          "--pidfile",
          places.pid.string(),
          "--logfile",
          places.log.string(),
          "--daemonize",
          "no",
          "--appendonly",
          "yes",
          "--appendfsync",
          "always",
          "--no-appendfsync-on-rewrite",
          "no",
          "--maxmemory-policy",
          "noeviction",
          "--save",
          ""};
}

}  // namespace

embedded_redis::embedded_redis(std::filesystem::path data, log_sink& log)
    : data_(std::move(data)), log_(log), stop_event_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (stop_event_ < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
}

embedded_redis::~embedded_redis() {
  stop();
  ::close(stop_event_);
}

endpoint embedded_redis::start(std::function<bool()> give_up) {
  if (watcher_.joinable()) throw std::logic_error("the embedded Redis was started already");
  places_ = places_below(data_);
  give_up_ = std::move(give_up);
  bring_up();
  const bool gave_up = stop_asked(0ms);
  give_up_ = nullptr;
  endpoint where;
  // Before the watcher runs, which changes the places where it attaches to another's Redis.
  where.path = places_.socket.string();
  if (!gave_up) watcher_ = std::thread([this] { watch(); });
  return where;
}

void embedded_redis::stop() {
  end_watching();
  if (!process_) return;
  process_->send(SIGTERM);
  if (!process_->wait_ended(end_limit)) {
    log_.warn("redis: redis-server did not end at SIGTERM and is killed");
    process_->send(SIGKILL);
    process_->wait_ended(end_limit);
  }
  process_->reap();
  forget_process();
  log_.info("redis: redis-server has ended");
}

void embedded_redis::end_watching() {
  if (!watcher_.joinable()) return;
  ::eventfd_write(stop_event_, 1);
  watcher_.join();
  eventfd_t drained = 0;
  ::eventfd_read(stop_event_, &drained);  // so that it can be started again
}

void embedded_redis::forget_process() {
  process_.reset();
  pid_ = 0;
}

// True once stop is asked for; waits for that as long as `within`.
bool embedded_redis::stop_asked(std::chrono::milliseconds within) {
  if (give_up_ && give_up_()) return true;
  pollfd asked{stop_event_, POLLIN, 0};
  return ::poll(&asked, 1, static_cast<int>(within.count())) > 0;
}

// Attaches or starts, whichever the lock allows; on return `process_` is there unless stop was asked for.
// A lock that is held while nobody listens is that of a Redis about to listen, or of a child of a dead one
// about to end.
void embedded_redis::bring_up() {
  const auto end = clock::now() + start_limit;
  while (clock::now() < end) {
    if (attach() || spawn_and_wait() || stop_asked(look_again)) return;
  }
  throw std::runtime_error("redis-server holds " + places_.lock.string() + " but does not listen on " +
                           places_.socket.string());
}

bool embedded_redis::attach() {
  const auto noted = noted_socket(places_);
  const auto found = probe(noted.empty() ? places_.socket : noted);
  if (found.pid == 0) return false;
  process_ = watched_process::adopt(found.pid);
  if (!process_) return false;
  if (!noted.empty()) places_.socket = noted;
  pid_ = found.pid;
  log_.info("redis: attached to the running redis-server, process " + std::to_string(found.pid));
  return true;
}

// False where somebody else holds the lock. Throws where redis-server ends at once and cannot be helped.
bool embedded_redis::spawn_and_wait() {
  auto lock = embedded_lock::try_take(places_.lock);
  if (!lock) return false;
  places_below(data_);  // the runtime directory may have been swept
  note_socket(places_);
  if (std::exchange(refused_while_loading_, false)) mend_torn_file(places_, log_);
  if (spawn_once(lock->descriptor())) return true;
  const auto reason = tail_of_log();
  if (mend_torn_file(places_, log_) && spawn_once(lock->descriptor())) return true;
  throw std::runtime_error("redis-server ended at its start: " + reason);
}

// True once it accepts connections and has loaded, or has been loading for a while, or stop was asked for;
// false where it ended first.
bool embedded_redis::spawn_once(int lock_descriptor) {
  watched_process::spawn_request request;
  request.arguments = command_line(places_);
  request.output = places_.log;
  request.handed_down = lock_descriptor;
  try {
    process_ = watched_process::spawn(request);
  } catch (const std::system_error& error) {
    if (error.code() != std::errc::no_such_file_or_directory) throw;
    throw std::runtime_error(
        "redis-server is not installed: install it (Debian: apt-get install redis-server), or name a Redis "
        "by redis://HOST:PORT or unix:PATH");
  }
  pid_ = process_->pid();
  const auto end = clock::now() + start_limit;
  std::optional<clock::time_point> listening_since;
  while (!process_->wait_ended(look_again)) {
    const auto found = probe(places_.socket);
    const bool listening = found.pid == process_->pid();
    if (listening && !listening_since) listening_since = clock::now();
    if (listening && (found.loaded || clock::now() - *listening_since > load_patience)) {
      log_.info("redis: redis-server started, process " + std::to_string(process_->pid()));
      return true;
    }
    if (clock::now() > end) throw std::runtime_error("redis-server does not listen: " + tail_of_log());
    if (stop_asked(0ms)) return true;
  }
  process_->reap();
  forget_process();
  return false;
}

std::string embedded_redis::tail_of_log() const {
  std::ifstream in(places_.log);
  std::string last;
  for (std::string line; std::getline(in, line);)
    if (!line.empty()) last = line;
  return last + " (see " + places_.log.string() + ")";
}

// The watching thread: until stop is asked for, a redis-server that ended is started again.
void embedded_redis::watch() {
  std::chrono::milliseconds pause = first_pause;
  std::string told;
  for (;;) {
    const auto since = clock::now();
    if (process_ && !watch_one()) return;
    if (clock::now() - since > steady_after) pause = first_pause;
    if (stop_asked(pause)) return;
    pause = std::min<std::chrono::milliseconds>(pause * 2, longest_pause);
    try {
      bring_up();
      told.clear();
    } catch (const std::exception& error) {
      if (told != error.what()) log_.alarm(std::string("redis: ") + error.what());
      told = error.what();
    }
  }
}

// Waits until redis-server ends, and takes note of it. False where stop was asked for first.
bool embedded_redis::watch_one() {
  pollfd both[2] = {{process_->descriptor(), POLLIN, 0}, {stop_event_, POLLIN, 0}};
  while (::poll(both, 2, -1) < 0 && errno == EINTR) {
  }
  if (both[1].revents != 0) return false;
  const auto pid = process_->pid();
  const auto code = process_->reap();
  forget_process();
  refused_while_loading_ = code && *code > 0 && *code < 128;
  log_.alarm("redis: redis-server, process " + std::to_string(pid) + ", ended" +
             (code ? " with code " + std::to_string(*code) : std::string()) + "; it is started again");
  return true;
}

}  // namespace waypost::redis
