#pragma once

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <vector>

namespace waypost {

// What may be read of one segment file: its events from `first` to below `end` lie in its first `bytes`
// bytes.
struct segment {
  std::uint64_t id = 0;  // never used twice in a list; given by it
  std::filesystem::path file;
  std::uint64_t first = 0;
  std::uint64_t previous_end = 0;
  std::uint64_t end = 0;
  std::uint64_t bytes = 0;
};

// The segments of one journal, by offset. The writer tells it what it has written, readers ask it what they
// may read; its lock is never held during I/O, so a hanging disk holds no reader up. Any thread.
class segment_list {
 public:
  // A segment after all others: those that begin at its first offset or later are forgotten.
  void add(segment s);
  // The last segment has grown.
  void written(std::uint64_t end, std::uint64_t bytes);
  // What lies at `offset` and beyond does not count as written: it will be written again, elsewhere.
  void cut(std::uint64_t offset);

  // The segment that holds `offset`, or else the first one after it.
  std::optional<segment> at_or_after(std::uint64_t offset) const;
  std::optional<segment> last() const;
  // The offset after the last event; 0 where there is no segment.
  std::uint64_t end() const;

 private:
  mutable std::mutex mutex_;
  std::vector<segment> segments_;
  std::uint64_t next_id_ = 1;
};

}  // namespace waypost
