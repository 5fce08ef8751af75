#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>

#include <waypost/errors.hpp>
#include <waypost/journal.hpp>

namespace waypost {

// The mapped shared memory that a thread appends its events to: a file of fixed size on tmpfs, so that it
// survives the death of the process and an append never waits for a disk. One producer (the redirect thread,
// the API thread for reports, or the drain for its own), one consumer that frees (the journal's writer), and
// readers that look on (the drain while the disk is gone).
class ring {
 public:
  // Makes the file, allocates and touches all of it; until it is a ring it lies at unfinished_ring(file).
  // errc::full where there is no room.
  static result<std::unique_ptr<ring>> create(const std::filesystem::path& file, const journal_name& name,
                                              std::size_t bytes);
  // Maps a ring that an earlier start left; never appended to again.
  static result<std::unique_ptr<ring>> open(const std::filesystem::path& file);
  ~ring();
  ring(const ring&) = delete;
  ring& operator=(const ring&) = delete;

  // Producer's thread. Copies the event into the ring and publishes it: no system call, no lock, no disk, no
  // allocation. The event's own offset is ignored. False where the ring is full: the event is counted as
  // dropped.
  bool append(const event& e) noexcept;
  // The same for an event that is not lost where there is no room: it is not counted as dropped.
  bool try_append(const event& e) noexcept;

  std::uint64_t dropped() const noexcept;    // any thread
  std::uint64_t published() const noexcept;  // the offset that the next event will get; any thread
  std::uint64_t freed() const noexcept;      // events below this offset may be overwritten; any thread
  const journal_name& name() const noexcept;

 private:
  struct mapped;
  explicit ring(std::unique_ptr<mapped> m);
  std::unique_ptr<mapped> mapped_;
  friend class ring_reader;
};

// Where a ring's file lies while it is made: `file` with this behind it. One that is found was never used.
inline constexpr std::string_view unfinished_suffix = ".new";
std::filesystem::path unfinished_ring(const std::filesystem::path& file);

}  // namespace waypost
