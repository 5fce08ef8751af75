#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <optional>

#include <waypost/errors.hpp>

#include "attribution/journal/disk.hpp"
#include "attribution/journal/ring_reader.hpp"
#include "attribution/journal/segment_writer.hpp"
#include "attribution/journal/stored_journal.hpp"

namespace waypost {

// When a segment is sealed.
struct segment_limits {
  std::size_t bytes = 0;
  std::chrono::seconds age{0};
};

// Carries one ring to its journal's segments. The ring is freed only up to what is synced: as long as a sync
// may fail, the ring is where the events can be written from again. The writer's thread.
class carrier {
 public:
  // What the ring holds and the journal's segments do not is carried.
  carrier(stored_journal& to, std::filesystem::path folder, segment_limits limits, disk& on);

  // Writes all that is published to the current segment; seals it, synced, where it is full or old. After an
  // error, fall_back() comes next.
  result<void> write();
  // Syncs what was written, then frees it in the ring.
  result<void> sync();
  // Syncs and ends the current segment: what comes next goes to a new one.
  result<void> seal();

  // After an error: nothing since the last good sync counts as written. It is written again to a new segment.
  void fall_back();
  // Frees, without the disk, what the drain has reported. What is unsynced no longer counts as written.
  void free_drained();

  bool unsynced() const noexcept { return next_.position().event != synced_.event; }
  // All that is published is on disk, synced.
  bool finished() const noexcept;
  // So much of the ring waits for a sync that the next should not wait for its time.
  bool crowded() const noexcept { return next_.fill() > 0.5; }
  std::uint64_t position() const noexcept { return next_.position().event; }

 private:
  result<void> begin_segment();
  result<void> write_batch();
  bool has_room() const noexcept;  // in the current segment, for one more event
  bool full_or_old() const noexcept;

  stored_journal& journal_;
  std::filesystem::path folder_;
  segment_limits limits_;
  disk& disk_;
  ring_reader next_;      // the next event to write
  ring_position synced_;  // of the event after the last one synced
  std::optional<segment_writer> current_;
  std::chrono::steady_clock::time_point current_since_;
};

}  // namespace waypost
