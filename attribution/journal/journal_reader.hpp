#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

#include <waypost/errors.hpp>
#include <waypost/journal.hpp>

namespace waypost {

// Reads one journal, wherever its events are: segment files on disk, and the ring behind them where the disk
// is gone. One thread, the drain's. Looks on only: it never holds the writer or the redirect thread up.
class journal_reader {
 public:
  using sink = std::function<void(const event&)>;

  virtual ~journal_reader() = default;

  virtual const journal_name& name() const noexcept = 0;

  // Gives `to` the events from offset `from` on, in order, at most `most`; answers the offset to go on with,
  // which is `from` where there is nothing new. What an event borrows is valid during the call of `to`.
  // Events that a gap (a torn or corrupt part, reported once) swallowed are passed over.
  virtual result<std::uint64_t> read(std::uint64_t from, std::size_t most, const sink& to) = 0;

  // The first offset that has not been written yet, as far as can be seen now.
  virtual std::uint64_t end() const noexcept = 0;

  // Nothing will ever be appended: the journal of an earlier start whose ring was carried to disk.
  virtual bool sealed() const noexcept = 0;

  // Tells the writer that all events below `offset` are in Redis, on its disk: what the ring may give up
  // while the journal's disk is gone.
  virtual void drained(std::uint64_t offset) noexcept = 0;
};

}  // namespace waypost
