#include "attribution/journal/recorded_journal_reader.hpp"

#include <algorithm>
#include <chrono>
#include <string>
#include <sys/stat.h>

namespace waypost {
namespace {

// By how much a clock that is set back may make a segment look older than its events.
constexpr std::chrono::milliseconds clock_slack = std::chrono::hours(1);

}  // namespace

recorded_journal_reader::recorded_journal_reader(recorded_journal of, std::int64_t not_before_ms,
                                                 log_sink& log)
    : of_(std::move(of)), not_before_ms_(not_before_ms), log_(&log) {}

result<recorded_journal_reader> recorded_journal_reader::open(recorded_journal of, std::int64_t not_before_ms,
                                                              log_sink& log) {
  recorded_journal_reader made(std::move(of), not_before_ms, log);
  // The ring first: what it has freed is in the segments by then.
  if (const auto opened = made.open_ring(); !opened) return opened.error();
  made.look_for_segments();
  // What was before is gone on purpose: freed in Redis' favour, or archived.
  if (!made.segments_.empty())
    made.at_ = made.segments_.front().first;
  else if (made.ring_)
    made.at_ = made.final_;
  return made;
}

result<void> recorded_journal_reader::open_ring() {
  auto opened = ring::open(of_.ring);
  if (opened && (*opened)->name() != of_.name) opened = make_error_code(errc::corrupt);
  if (opened) {
    ring_ = std::move(*opened);
    if (of_.end == unknown_end) of_.end = ring_->published();
    return {};
  }
  if (opened.error() == boost::system::errc::no_such_file_or_directory) return {};
  log_->alarm("journal " + of_.name.text() + ": its ring " + of_.ring.string() +
              " cannot be read: " + opened.error().message());
  if (opened.error() == errc::corrupt) return {};
  return opened.error();
}

void recorded_journal_reader::look_for_segments() {
  final_ = std::min(of_.end, ring_ ? ring_->freed() : unknown_end);
  auto firsts = find_segments(of_.folder)[of_.name.index];
  while (!firsts.empty() && firsts.back() >= final_) firsts.pop_back();
  // From the last one that may hold at_.
  const auto behind = std::upper_bound(firsts.begin(), firsts.end(), at_);
  if (behind != firsts.begin()) firsts.erase(firsts.begin(), behind - 1);
  segments_ = list_segments(of_.folder, of_.name.index, firsts);
}

result<std::size_t> recorded_journal_reader::read(std::size_t most, const sink& to) {
  const auto wanted = most;
  while (most > 0 && at_ < of_.end) {
    if (const auto done = read_segments(most, to); !done) return done.error();
    if (most == 0 || at_ >= of_.end) break;
    if (!ring_) break;
    read_ring(most, to);
  }
  return wanted - most;
}

const segment* recorded_journal_reader::segment_here() const noexcept {
  const auto here = std::partition_point(segments_.begin(), segments_.end(),
                                         [&](const segment& s) { return s.end <= at_; });
  return here == segments_.end() ? nullptr : &*here;
}

bool recorded_journal_reader::too_old(const segment& s) const {
  struct stat about {};
  if (::stat(s.file.c_str(), &about) != 0) return false;
  return std::int64_t{about.st_mtime} * 1000 + clock_slack.count() < not_before_ms_;
}

void recorded_journal_reader::pass_to(std::uint64_t offset, bool counted) {
  if (counted && offset > at_) missing_ += offset - at_;
  at_ = std::max(at_, offset);
}

// Afterwards nothing more is in the segments, or `most` is 0.
result<void> recorded_journal_reader::read_segments(std::size_t& most, const sink& to) {
  while (most > 0 && at_ < final_) {
    const auto* s = segment_here();
    if (s == nullptr) break;
    const auto before = at_;
    if (too_old(*s)) {
      if (s->end == unknown_end && final_ == unknown_end) return {};
      pass_to(std::min(s->end, final_), false);
      continue;
    }
    if (const auto done = read_segment(*s, most, to); !done) return done;
    // Only the last segment of a complete journal is not read to a known end.
    if (at_ == before && most > 0) return {};
  }
  if (most > 0 && final_ != unknown_end) pass_to(final_, true);
  return {};
}

result<void> recorded_journal_reader::read_segment(const segment& s, std::size_t& most, const sink& to) {
  pass_to(s.first, true);
  if (!segment_ || segment_first_ != s.first) {
    lost_user_agents_ = lost_user_agents();
    segment_.reset();
    auto opened = segment_reader::open(s.file, of_.name, s.first);
    if (!opened) {
      log_->alarm(s.file.string() + " cannot be read: " + opened.error().message());
      return opened.error();
    }
    segment_.emplace(std::move(*opened));
    segment_first_ = s.first;
    if (segment_->header_corrupt()) log_->warn(s.file.string() + " has a corrupt header");
  }
  const auto passed = [this](std::uint64_t from, std::uint64_t end) {
    if (end == unknown_end) return false;
    missing_ += end - from;
    return true;
  };
  const auto next = segment_->read(at_, std::min(s.end, final_), s.bytes, most, to, passed);
  if (!next) {
    log_->alarm(s.file.string() + " cannot be read: " + next.error().message());
    return next.error();
  }
  at_ = *next;
  return {};
}

void recorded_journal_reader::read_ring(std::size_t& most, const sink& to) {
  if (!in_ring_ || in_ring_->position().event != at_) {
    in_ring_.emplace(*ring_);
    in_ring_->pass_to(at_);
  }
  while (most > 0 && at_ < of_.end) {
    const auto e = in_ring_->next();
    if (e && e->offset < at_) continue;
    const auto found = e ? std::min(e->offset, of_.end) : of_.end;
    if (found > at_) {
      if (freed_here()) break;
      pass_to(found, true);  // corrupt
      if (at_ == of_.end) return;
    }
    to(*e);
    ++at_;
    --most;
  }
  if (most == 0 || at_ == of_.end) return;
  // Freed before it was read, so it is on disk by now.
  in_ring_.reset();
  look_for_segments();
}

}  // namespace waypost
