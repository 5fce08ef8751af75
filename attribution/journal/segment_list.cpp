#include "attribution/journal/segment_list.hpp"

#include <algorithm>

namespace waypost {

void segment_list::add(segment s) {
  const std::lock_guard lock(mutex_);
  while (!segments_.empty() && segments_.back().first >= s.first) segments_.pop_back();
  s.id = next_id_++;
  segments_.push_back(std::move(s));
}

void segment_list::written(std::uint64_t end, std::uint64_t bytes) {
  const std::lock_guard lock(mutex_);
  segments_.back().end = end;
  segments_.back().bytes = bytes;
}

void segment_list::cut(std::uint64_t offset) {
  const std::lock_guard lock(mutex_);
  while (!segments_.empty() && segments_.back().first >= offset) segments_.pop_back();
  if (!segments_.empty()) segments_.back().end = std::min(segments_.back().end, offset);
}

std::optional<segment> segment_list::at_or_after(std::uint64_t offset) const {
  const std::lock_guard lock(mutex_);
  const auto found = std::partition_point(segments_.begin(), segments_.end(),
                                          [&](const segment& s) { return s.end <= offset; });
  return found == segments_.end() ? std::nullopt : std::optional(*found);
}

std::optional<segment> segment_list::last() const {
  const std::lock_guard lock(mutex_);
  return segments_.empty() ? std::nullopt : std::optional(segments_.back());
}

std::uint64_t segment_list::end() const {
  const std::lock_guard lock(mutex_);
  return segments_.empty() ? 0 : segments_.back().end;
}

}  // namespace waypost
