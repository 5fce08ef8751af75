#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

#include <waypost/errors.hpp>
#include <waypost/log.hpp>

#include "attribution/journal/journal_reader.hpp"
#include "attribution/journal/ring.hpp"

namespace waypost {

class disk;

// All journals of one data directory: those of this start, with their rings and the thread that carries them
// to disk, and those that earlier starts left, once their owner is gone.
class journals {
 public:
  struct options {
    std::filesystem::path folder;       // DIR/journal
    std::filesystem::path ring_folder;  // on tmpfs
    std::uint64_t node = 0;
    std::uint64_t start = 0;
    std::size_t rings = 1;  // how many, ring 0 for reports included
    std::size_t ring_bytes = std::size_t{64} << 20;
    std::size_t segment_bytes = std::size_t{64} << 20;
    std::chrono::seconds segment_age{15 * 60};
    std::chrono::milliseconds sync_interval{1000};
    std::uint64_t least_free_bytes = std::uint64_t{1} << 30;  // less counts as a full disk
    disk* files = nullptr;  // where segments are written, borrowed; null: the file system as it is
  };

  // Locks this start's folder, makes its rings, takes over what earlier starts left (their rings are carried
  // to disk) and starts the writer thread. Where there is no room for its rings they are made smaller, down
  // to 1 MiB each, with an alarm. Throws std::system_error where the folder cannot be used, or not even those
  // fit.
  journals(options o, log_sink& log);
  // Carries what the rings hold to disk, syncs and stops the writer thread.
  ~journals();
  journals(const journals&) = delete;
  journals& operator=(const journals&) = delete;

  ring& ring_at(std::size_t index) noexcept;

  // A reader for each journal, this start's and the earlier ones'. The drain's thread; valid as long as this.
  std::vector<std::unique_ptr<journal_reader>> readers();

  bool disk_usable() const noexcept;              // any thread
  std::uint64_t dropped_events() const noexcept;  // of this start; any thread

 private:
  struct impl;
  std::unique_ptr<impl> impl_;
};

}  // namespace waypost
