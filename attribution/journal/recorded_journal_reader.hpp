#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include <waypost/errors.hpp>
#include <waypost/journal.hpp>
#include <waypost/log.hpp>

#include "attribution/journal/recorded_journals.hpp"
#include "attribution/journal/ring_reader.hpp"
#include "attribution/journal/segment_list.hpp"
#include "attribution/journal/segment_reader.hpp"

namespace waypost {

// Reads a recorded journal once, from its first event to the end it had when it was found, whether or not its
// owner goes on, stops or is replaced meanwhile. Segments are read only up to where the ring was freed: what
// lies behind may still be given up by its writer, and is read in the ring. Takes no lock and changes
// nothing. One thread.
class recorded_journal_reader {
 public:
  using sink = std::function<void(const event&)>;

  // Passes over segments last written more than an hour before `not_before_ms` (since 1970), since all their
  // events are older. A ring that is corrupt is left out, with an alarm. Throws
  // std::filesystem::filesystem_error, as read() does, where the journal's folder cannot be read.
  static result<recorded_journal_reader> open(recorded_journal of, std::int64_t not_before_ms, log_sink& log);

  // Gives `to` the next events in order, at most `most`, and answers how many; 0 where there are no more.
  // What an event borrows is valid during the call of `to`. Where a file cannot be read,
  // errc::unknown_version or what the file system says, with an alarm that names the file.
  result<std::size_t> read(std::size_t most, const sink& to);

  // Events passed over so far: torn or corrupt, or freed from the ring while the disk could not be written.
  std::uint64_t missing() const noexcept { return missing_; }
  // Clicks given without their user agent, because it was corrupt.
  std::uint64_t lost_user_agents() const noexcept {
    return lost_user_agents_ + (segment_ ? segment_->lost_user_agents() : 0);
  }

 private:
  recorded_journal_reader(recorded_journal of, std::int64_t not_before_ms, log_sink& log);

  result<void> open_ring();
  void look_for_segments();
  const segment* segment_here() const noexcept;
  bool too_old(const segment& s) const;
  void pass_to(std::uint64_t offset, bool counted);
  result<void> read_segments(std::size_t& most, const sink& to);
  result<void> read_segment(const segment& s, std::size_t& most, const sink& to);
  void read_ring(std::size_t& most, const sink& to);
  bool freed_here() const noexcept { return ring_->freed() > at_; }

  recorded_journal of_;
  std::int64_t not_before_ms_;
  log_sink* log_;
  std::unique_ptr<ring> ring_;
  std::optional<ring_reader> in_ring_;
  std::vector<segment> segments_;  // those with events from at_ on, below final_
  std::uint64_t final_ = 0;        // what lies below is never written again
  std::optional<segment_reader> segment_;
  std::uint64_t segment_first_ = 0;  // of the one that segment_ reads
  std::uint64_t at_ = 0;             // the next event's offset
  std::uint64_t missing_ = 0;
  std::uint64_t lost_user_agents_ = 0;  // of segments before segment_
};

}  // namespace waypost
