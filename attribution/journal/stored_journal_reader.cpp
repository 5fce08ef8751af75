#include "attribution/journal/stored_journal_reader.hpp"

#include <algorithm>
#include <string>

namespace waypost {
namespace {

using std::chrono::steady_clock;

// A writer that has not written for so long while there is something to write is not waited for.
constexpr std::chrono::milliseconds longest_lag{200};

}  // namespace

stored_journal_reader::stored_journal_reader(stored_journal& from, const std::atomic<bool>& disk_usable,
                                             log_sink& log)
    : journal_(from), disk_usable_(disk_usable), log_(log), written_since_(steady_clock::now()) {}

result<std::uint64_t> stored_journal_reader::read(std::uint64_t from, std::size_t most, const sink& to) {
  std::uint64_t at = from;
  while (most > 0) {
    const std::uint64_t before = at;
    if (const auto s = journal_.segments.at_or_after(at)) {
      const auto next = read_segment(*s, at, most, to);
      if (next && *next > before) {
        at = *next;
        continue;
      }
      if (next) at = read_ring(at, most, to);
      if (at > before) continue;
      if (next) break;
      // The writer may have given the segment up between our look at the list and the opening of the file.
      const auto now = journal_.segments.at_or_after(at);
      if (!now || now->id != s->id) continue;
      // Where events were given before the error, the caller goes on behind them and meets it again.
      if (at == from) return next;
      return at;
    }
    if (journal_.events && (journal_.finished || writer_lags())) at = read_ring(at, most, to);
    if (at == before) break;
  }
  return at;
}

result<void> stored_journal_reader::open(const segment& s) {
  if (segment_ && segment_id_ == s.id) return {};
  auto opened = segment_reader::open(s.file, journal_.name, s.first);
  if (!opened) return opened.error();
  // A segment that was given up is replaced by one of the same name: only while it is listed is the file
  // under its name its own.
  const auto listed = journal_.segments.at_or_after(s.first);
  if (!listed || listed->id != s.id) return errc::not_found;
  segment_.emplace(std::move(*opened));
  segment_id_ = s.id;
  told_lost_user_agents_ = 0;
  if (segment_->header_corrupt())
    log_.alarm("journal " + name().text() + ": corrupt header of " + s.file.string());
  return {};
}

result<std::uint64_t> stored_journal_reader::read_segment(const segment& s, std::uint64_t from,
                                                          std::size_t& most, const sink& to) {
  if (const auto opened = open(s); !opened) return opened.error();
  std::uint64_t at = from;
  if (at < s.first) {
    tell_missing(at, std::min(s.first, std::max(at, s.previous_end)), false);
    tell_missing(std::max(at, s.previous_end), s.first, true);
    at = s.first;
  }
  const auto missing = [this](std::uint64_t gap_from, std::uint64_t gap_to) {
    // What the ring still holds may be written again, and is not lost: a failed sync can drop what was
    // written.
    if (journal_.events && gap_from >= journal_.events->freed()) return false;
    tell_missing(gap_from, gap_to, false);
    return true;
  };
  const auto next = segment_->read(at, s.end, s.bytes, most, to, missing);
  if (segment_->lost_user_agents() > told_lost_user_agents_) {
    told_lost_user_agents_ = segment_->lost_user_agents();
    log_.warn("journal " + name().text() + ": clicks without their user agent, corrupt in " +
              s.file.string());
  }
  return next;
}

std::uint64_t stored_journal_reader::read_ring(std::uint64_t from, std::size_t& most, const sink& to) {
  if (!ring_ || ring_->position().event != from) {
    ring_.emplace(*journal_.events);
    ring_->pass_to(from);
  }
  std::uint64_t at = from;
  while (most > 0) {
    const ring_position before = ring_->position();
    const auto e = ring_->next();
    if (!e) break;
    if (e->offset > at) {
      // Freed meanwhile, so it is on disk by now; or else it was in Redis before it could be written.
      if (journal_.segments.at_or_after(at)) {
        ring_->go_to(before);
        break;
      }
      tell_missing(at, e->offset, true);
    }
    to(*e);
    at = e->offset + 1;
    --most;
  }
  return at;
}

bool stored_journal_reader::writer_lags() {
  const auto now = steady_clock::now();
  const std::uint64_t written = journal_.segments.end();
  if (written != written_seen_ || written >= journal_.events->published()) {
    written_seen_ = written;
    written_since_ = now;
  }
  return !disk_usable_.load(std::memory_order_acquire) || now - written_since_ >= longest_lag;
}

void stored_journal_reader::tell_missing(std::uint64_t from, std::uint64_t to, bool known_hole) {
  from = std::max(from, told_through_);
  if (from >= to) return;
  told_through_ = to;
  const std::string range =
      "journal " + name().text() + ": events " + std::to_string(from) + " to " + std::to_string(to - 1);
  if (known_hole)
    log_.warn(range + " are not on disk: they were counted while it could not be written");
  else
    log_.alarm(range + " are lost: torn or corrupt on disk");
}

std::uint64_t stored_journal_reader::end() const noexcept {
  const std::uint64_t written = journal_.segments.end();
  return journal_.events ? std::max(written, journal_.events->published()) : written;
}

void stored_journal_reader::drained(std::uint64_t offset) noexcept {
  journal_.drained.store(offset, std::memory_order_release);
  if (!journal_.left_ring.empty() && offset >= end()) remove_left_ring(offset);
}

void stored_journal_reader::remove_left_ring(std::uint64_t drained) noexcept {
  // end() may be one short, where the producer was killed.
  ring_reader rest(*journal_.events);
  rest.pass_to(drained);
  if (rest.next()) return;
  std::error_code ignored;  // the next start meets it again
  std::filesystem::remove(journal_.left_ring, ignored);
  std::filesystem::remove(journal_.left_ring.parent_path(), ignored);  // the last ring's goes with it
  journal_.left_ring.clear();
}

}  // namespace waypost
