#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include <waypost/journal.hpp>

#include "attribution/journal/record.hpp"
#include "attribution/journal/ring.hpp"

namespace waypost {

// A place between two records of a ring: the number of the next event, and the byte counted from the ring's
// making on.
struct ring_position {
  std::uint64_t event = 0;
  std::uint64_t byte = 0;
};

// Reads a ring's events in order, while the producer goes on appending. One that only looks on may be
// overtaken: it then goes on with the oldest event that is still there. It is never given bytes that were
// reused meanwhile, since the checksum covers the event's offset and the place is checked again after it was
// copied. One thread.
class ring_reader {
 public:
  // Begins with the oldest event that is not freed.
  explicit ring_reader(const ring& of) noexcept;

  // The next event, or nothing where none is published; valid until the next call. Its offset is larger than
  // expected where the reader was overtaken or records are corrupt.
  std::optional<event> next() noexcept;

  // All that is published has been read.
  bool at_end() const noexcept;

  // Where the next event is read.
  ring_position position() const noexcept { return at_; }
  void go_to(ring_position p) noexcept { at_ = p; }

  // Passes over the events below `offset`, as far as they are published.
  void pass_to(std::uint64_t offset) noexcept;

  // For the ring's one consumer: what is before `p` may be overwritten. Nothing happens to a ring that was
  // opened and not created.
  void free_before(ring_position p) const noexcept;

  // How much of the ring is published and not freed, between 0 and 1.
  double fill() const noexcept;

 private:
  // A record at at_, whatever its type; nothing where the bytes there are not one, or were reused meanwhile.
  std::optional<record> record_here() noexcept;
  void go_to_oldest() noexcept;

  const ring::mapped* ring_;
  ring_position at_;
  std::array<std::byte, largest_record> bytes_;
};

}  // namespace waypost
