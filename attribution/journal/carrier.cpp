#include "attribution/journal/carrier.hpp"

#include <algorithm>

#include <waypost/clock.hpp>

namespace waypost {
namespace {

// So much is written at once at most, so that readers see it soon.
constexpr std::size_t batch_bytes = std::size_t{1} << 20;

}  // namespace

carrier::carrier(stored_journal& to, std::filesystem::path folder, segment_limits limits, disk& on)
    : journal_(to), folder_(std::move(folder)), limits_(limits), disk_(on), next_(*to.events) {
  next_.pass_to(to.segments.end());
  synced_ = next_.position();
}

bool carrier::has_room() const noexcept {
  return current_->bytes() + current_->pending() + 2 * largest_record <= limits_.bytes;
}

bool carrier::full_or_old() const noexcept {
  return !has_room() || std::chrono::steady_clock::now() - current_since_ >= limits_.age;
}

result<void> carrier::begin_segment() {
  const segment_header h{journal_.name, synced_.event, journal_.segments.end(), system_time_ms()};
  auto made = segment_writer::create(disk_, folder_, h);
  if (!made) return made.error();
  current_.emplace(std::move(*made));
  current_since_ = std::chrono::steady_clock::now();
  return {};
}

result<void> carrier::write_batch() {
  const bool first = current_->bytes() == 0;
  const std::uint64_t previous_end = journal_.segments.end();
  do {
    const auto e = next_.next();
    if (!e) break;
    current_->put(*e);
  } while (current_->pending() < batch_bytes && has_room());
  if (const auto done = current_->write(); !done) return done;
  const std::uint64_t end = next_.position().event;
  if (first)
    journal_.segments.add({0, current_->file(), current_->first(), previous_end, end, current_->bytes()});
  else
    journal_.segments.written(end, current_->bytes());
  return {};
}

result<void> carrier::write() {
  while (!next_.at_end()) {
    if (current_ && full_or_old())
      if (const auto done = seal(); !done) return done;
    if (!current_)
      if (const auto done = begin_segment(); !done) return done;
    if (const auto done = write_batch(); !done) return done;
  }
  // An old segment is sealed even where nothing more comes.
  if (current_ && full_or_old()) return seal();
  return {};
}

result<void> carrier::sync() {
  if (!current_ || !current_->unsynced()) return {};
  if (const auto done = current_->sync(); !done) return done;
  synced_ = next_.position();
  next_.free_before(synced_);
  return {};
}

result<void> carrier::seal() {
  if (const auto done = sync(); !done) return done;
  current_.reset();
  return {};
}

void carrier::fall_back() {
  current_.reset();
  journal_.segments.cut(synced_.event);
  next_.go_to(synced_);
}

void carrier::free_drained() {
  const std::uint64_t drained = journal_.drained.load(std::memory_order_acquire);
  if (drained <= synced_.event) return;
  // Else next_ stood behind events that are neither synced nor drained, and they would be freed too.
  if (current_ || unsynced()) fall_back();
  next_.pass_to(drained);
  synced_ = next_.position();
  next_.free_before(synced_);
}

bool carrier::finished() const noexcept { return !unsynced() && next_.at_end(); }

}  // namespace waypost
