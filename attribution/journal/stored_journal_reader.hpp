#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>

#include <waypost/log.hpp>

#include "attribution/journal/journal_reader.hpp"
#include "attribution/journal/ring_reader.hpp"
#include "attribution/journal/segment_reader.hpp"
#include "attribution/journal/stored_journal.hpp"

namespace waypost {

// Reads the segments of a journal and, where the writer lags behind or cannot write at all, its ring. The
// drain's thread.
class stored_journal_reader final : public journal_reader {
 public:
  stored_journal_reader(stored_journal& from, const std::atomic<bool>& disk_usable, log_sink& log);

  const journal_name& name() const noexcept override { return journal_.name; }
  result<std::uint64_t> read(std::uint64_t from, std::size_t most, const sink& to) override;
  std::uint64_t end() const noexcept override;
  bool sealed() const noexcept override { return journal_.finished && !journal_.events; }
  void drained(std::uint64_t offset) noexcept override;

 private:
  // Makes segment_ the reader of `s`. errc::not_found where the writer has given `s` up meanwhile.
  result<void> open(const segment& s);
  result<std::uint64_t> read_segment(const segment& s, std::uint64_t from, std::size_t& most, const sink& to);
  // Answers `from` where the events are on disk by now.
  std::uint64_t read_ring(std::uint64_t from, std::size_t& most, const sink& to);
  bool writer_lags();
  // Removes the file of an earlier start's ring, which stays readable, where all of it is drained.
  void remove_left_ring(std::uint64_t drained) noexcept;
  void tell_missing(std::uint64_t from, std::uint64_t to, bool known_hole);

  stored_journal& journal_;
  const std::atomic<bool>& disk_usable_;
  log_sink& log_;
  std::optional<segment_reader> segment_;
  std::uint64_t segment_id_ = 0;
  std::optional<ring_reader> ring_;
  std::uint64_t told_through_ = 0;  // gaps below it were reported
  std::uint64_t told_lost_user_agents_ = 0;
  std::uint64_t written_seen_ = 0;
  std::chrono::steady_clock::time_point written_since_;
};

}  // namespace waypost
