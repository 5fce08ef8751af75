#include "attribution/journal/journal_writer.hpp"

#include <algorithm>

namespace waypost {
namespace {

using std::chrono::steady_clock;

// How long an event waits in its ring at most before it is written.
constexpr std::chrono::milliseconds write_interval{20};
// How often free space is looked at, and an unusable disk tried.
constexpr std::chrono::seconds look_interval{1};
// A write or sync that takes longer means a disk that hangs.
constexpr std::chrono::seconds longest_io{2};

bool means_full(const boost::system::error_code& e) {
  return e == boost::system::errc::no_space_on_device || e.value() == EDQUOT;
}

}  // namespace

journal_writer::journal_writer(settings s, std::vector<std::unique_ptr<carrier>> carriers, disk& on,
                               log_sink& log)
    : settings_(std::move(s)),
      carriers_(std::move(carriers)),
      disk_(on),
      log_(log),
      next_sync_(steady_clock::now() + settings_.sync_interval),
      thread_([this](std::stop_token stopping) { run(stopping); }) {}

journal_writer::~journal_writer() { stop(); }

bool journal_writer::stop() {
  thread_.request_stop();
  if (thread_.joinable()) thread_.join();
  return std::all_of(carriers_.begin(), carriers_.end(), [](const auto& c) { return c->finished(); });
}

bool journal_writer::responsive() const noexcept {
  const auto since = busy_since_.load(std::memory_order_acquire);
  const auto now = steady_clock::now().time_since_epoch();
  return usable_.load(std::memory_order_acquire) &&
         (since == 0 || now - steady_clock::duration(since) < longest_io);
}

void journal_writer::run(std::stop_token stopping) {
  std::unique_lock lock(mutex_);
  while (!stopping.stop_requested()) {
    round(steady_clock::now());
    wake_.wait_for(lock, stopping, write_interval, [] { return false; });
  }
  std::string why;
  // Twice: after an error, a new segment may still take what is left.
  if (!space_is_short(why) && !carry(steady_clock::now(), true)) carry(steady_clock::now(), true);
}

void journal_writer::round(time_point now) {
  busy_since_.store(now.time_since_epoch().count(), std::memory_order_release);
  const bool look = now >= next_look_;
  if (look) watch_free_space(now);
  if (usable_.load(std::memory_order_relaxed)) {
    carry(now, false);
  } else if (look && !short_of_space_ && carry(now, true)) {
    usable_.store(true, std::memory_order_release);
    log_.info("journal: the disk is usable again");
  }
  if (!usable_.load(std::memory_order_relaxed))
    for (auto& c : carriers_) c->free_drained();
  busy_since_.store(0, std::memory_order_release);
}

bool journal_writer::space_is_short(std::string& why) {
  const auto free = disk_.free_bytes(settings_.folder);
  if (!free) {
    why = "its free space cannot be asked: " + free.error().message();
    return true;
  }
  why = std::to_string(*free) + " bytes free, " + std::to_string(settings_.least_free_bytes) + " wanted";
  return *free < settings_.least_free_bytes;
}

void journal_writer::watch_free_space(time_point now) {
  next_look_ = now + look_interval;
  std::string why;
  short_of_space_ = space_is_short(why);
  if (!short_of_space_ || !usable_.load(std::memory_order_relaxed)) return;
  become_unusable(why);
}

bool journal_writer::carry(time_point now, bool sync_now) {
  bool sync = sync_now || now >= next_sync_;
  for (auto& c : carriers_) {
    if (const auto done = c->write(); !done) return failed(*c, done.error()), false;
    sync = sync || c->crowded();
  }
  if (!sync) return true;
  for (auto& c : carriers_)
    if (const auto done = c->sync(); !done) return failed(*c, done.error()), false;
  next_sync_ = now + settings_.sync_interval;
  errors_ = 0;
  return true;
}

void journal_writer::failed(carrier& c, const boost::system::error_code& e) {
  ++errors_;
  if (!usable_.load(std::memory_order_relaxed)) {
    // What a trial wrote of the other rings is not synced either, and nothing will be until the next trial.
    for (auto& each : carriers_) each->fall_back();
    return;
  }
  c.fall_back();
  if (means_full(e) || errors_ > 1) return become_unusable(e.message());
  log_.alarm("journal: " + e.message() + ": what was not synced is written again, to a new segment");
}

void journal_writer::become_unusable(const std::string& why) {
  usable_.store(false, std::memory_order_release);
  log_.alarm("journal: the disk is not usable (" + why + "): clicks go to Redis from memory alone");
  for (auto& c : carriers_)
    if (!c->seal()) c->fall_back();
}

}  // namespace waypost
