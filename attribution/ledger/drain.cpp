#include "attribution/ledger/drain.hpp"

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include "attribution/ledger/drain_worker.hpp"

namespace waypost {

struct drain::impl {
  impl(options o, const directory& campaigns, std::vector<std::unique_ptr<journal_reader>> journals,
       log_sink& log_to)
      : log(log_to),
        worker(std::move(o), campaigns, std::move(journals), log_to),
        thread([this] { live(); }) {}

  void live() {
    try {
      worker.run();
    } catch (const std::exception& bug) {
      log.alarm(std::string("the drain ended, clicks are kept in the journals only: ") + bug.what());
    }
    const std::lock_guard lock(mutex);
    over = true;
    ended.notify_all();
  }

  log_sink& log;
  drain_worker worker;
  std::mutex mutex;
  std::condition_variable ended;
  bool over = false;
  std::thread thread;  // last: it uses all of the above
};

drain::drain(options o, const directory& campaigns, std::vector<std::unique_ptr<journal_reader>> journals,
             log_sink& log)
    : impl_(std::make_unique<impl>(std::move(o), campaigns, std::move(journals), log)) {}

drain::~drain() { stop(std::chrono::milliseconds(0)); }

bool drain::stop(std::chrono::milliseconds longest) {
  if (!impl_->thread.joinable()) return impl_->worker.finished();
  impl_->worker.finish();
  {
    std::unique_lock lock(impl_->mutex);
    if (!impl_->ended.wait_for(lock, longest, [this] { return impl_->over; })) impl_->worker.give_up();
  }
  impl_->thread.join();
  return impl_->worker.finished();
}

void drain::hold(bool on) noexcept { impl_->worker.hold(on); }

std::uint64_t drain::events_behind() const noexcept { return impl_->worker.behind(); }

bool drain::connected() const noexcept { return impl_->worker.connected(); }

}  // namespace waypost
