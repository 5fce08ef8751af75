#include "attribution/registry/log_keeper.hpp"

#include <iterator>
#include <utility>

#include <boost/asio/co_spawn.hpp>

namespace waypost {
namespace {

constexpr std::chrono::seconds between_tries{1};

// These run on the disk's thread; who awaits them keeps what they point to alive and does not touch it.

task<void> append_on_disk(local_log* files, const std::vector<folded_entry>* entries) {
  co_return files->append(*entries);
}

task<void> replace_on_disk(local_log* files, std::uint64_t common, const std::vector<folded_entry>* entries) {
  co_return files->replace_after(common, *entries);
}

task<log_keeper::refolded> refold_on_disk(const local_log* files, std::uint64_t common) {
  log_keeper::refolded r;
  boost::system::error_code unreadable;
  touched ignored;
  auto read = files->read(files->entries(), [&](const folded_entry& e) {
    if (e.of.number > common) {
      r.after.push_back(e);
    } else if (auto folded = r.common.take(e.of, ignored); !folded) {
      unreadable = folded.error();
    }
  });
  if (!read) co_return read.error();
  if (unreadable) co_return unreadable;
  co_return r;
}

}  // namespace

log_keeper::log_keeper(std::filesystem::path folder, log_sink& log, std::function<void()> on_kept)
    : files_(std::move(folder), log), log_(log), on_kept_(std::move(on_kept)) {}

log_keeper::~log_keeper() { disk_.join(); }

void log_keeper::load(const local_log::visitor& visit) {
  files_.open(visit);
  kept_ = files_.entries();
}

void log_keeper::keep(folded_entry e) {
  waiting_.push_back(std::move(e));
  work_.ring();
}

void log_keeper::stop() {
  stopping_ = true;
  work_.ring();
}

boost::asio::awaitable<void> log_keeper::run() {
  while (!stopping_ || !waiting_.empty()) {
    auto next = bell::clock::time_point::max();
    if (!waiting_.empty()) {
      const bool carried = co_await carry();
      if (carried) continue;
      if (stopping_) break;
      next = bell::clock::now() + between_tries;
    }
    co_await work_.wait_until(next);
  }
}

boost::asio::awaitable<bool> log_keeper::carry() {
  writing_.swap(waiting_);
  const auto written = co_await boost::asio::co_spawn(
      disk_.get_executor(), append_on_disk(&files_, &writing_), boost::asio::use_awaitable);
  if (!written) {
    if (!std::exchange(failing_, true))
      log_.alarm("the registry's local log cannot be written: " + written.error().message());
    writing_.insert(writing_.end(), std::make_move_iterator(waiting_.begin()),
                    std::make_move_iterator(waiting_.end()));
    waiting_.swap(writing_);
    writing_.clear();
    idle_.ring();
    co_return false;
  }
  if (std::exchange(failing_, false)) log_.info("the registry's local log can be written again");
  kept_ = writing_.back().of.number;
  writing_.clear();
  idle_.ring();
  on_kept_();
  co_return true;
}

boost::asio::awaitable<bool> log_keeper::wait_idle() {
  while (!waiting_.empty() || !writing_.empty()) {
    if (failing_) co_return false;
    co_await idle_.wait_until(bell::clock::time_point::max());
  }
  co_return true;
}

task<log_keeper::refolded> log_keeper::refold(std::uint64_t common) {
  co_return co_await boost::asio::co_spawn(disk_.get_executor(), refold_on_disk(&files_, common),
                                           boost::asio::use_awaitable);
}

task<void> log_keeper::replace_after(std::uint64_t common, const std::vector<folded_entry>& entries) {
  const auto replaced = co_await boost::asio::co_spawn(
      disk_.get_executor(), replace_on_disk(&files_, common, &entries), boost::asio::use_awaitable);
  if (!replaced) co_return replaced.error();
  kept_ = common + entries.size();
  on_kept_();
  co_return result<void>();
}

}  // namespace waypost
