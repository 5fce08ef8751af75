#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>

#include <waypost/errors.hpp>
#include <waypost/ids.hpp>
#include <waypost/log.hpp>

#include "attribution/registry/disk_file.hpp"
#include "attribution/registry/entry.hpp"
#include "attribution/registry/log_frame.hpp"

namespace waypost {

// This server's own copy of the registry's log, on its disk: a snapshot (everything up to some entry) and a
// tail of what came after. It keeps the entries as they were, since the server may have to offer them again.
//
// A snapshot and its tail belong to one generation; a new generation becomes the log in one step, by renaming
// its snapshot over the old one. The registry owns it; one thread at a time.
class local_log {
 public:
  using visitor = std::function<void(const folded_entry&)>;

  // A tail larger than `merge_at` bytes, and than half the snapshot, is merged into a new snapshot.
  local_log(std::filesystem::path folder, log_sink& log, std::uint64_t merge_at = std::uint64_t{16} << 20);

  // Opens the log, made where there is none, and visits its entries in order. What is torn at the tail's end
  // is cut off with a warning. Throws std::runtime_error where the snapshot is damaged or the disk fails.
  void open(const visitor& visit);

  // Answers when the entries, which follow the last one, are on disk. After an error none of them is; the
  // next append begins a new generation, because a file whose sync has failed cannot be trusted any more.
  result<void> append(std::span<const folded_entry> entries);

  // Visits the entries up to number `last` in order.
  result<void> read(std::uint64_t last, const visitor& visit) const;

  // Keeps the entries up to number `common` and puts these in the place of all others, in one step.
  result<void> replace_after(std::uint64_t common, std::span<const folded_entry> entries);

  std::uint64_t entries() const noexcept { return entries_; }

  // Looks on, without owning the log: visits the entries that are in the files of `folder`, while a server
  // may be writing to them, and changes nothing. errc::not_found where there is no log, errc::corrupt or
  // errc::unknown_version where it cannot be read.
  static result<void> look(const std::filesystem::path& folder, const visitor& visit);

 private:
  class generation_writer;

  std::filesystem::path snapshot() const { return folder_ / "snapshot"; }
  std::filesystem::path tail(std::uint64_t generation) const { return tail_below(folder_, generation); }
  static std::filesystem::path tail_below(const std::filesystem::path& folder, std::uint64_t generation) {
    return folder / ("tail-" + std::to_string(generation));
  }
  void open_snapshot(const visitor& visit);
  void open_tail(const visitor& visit);
  void make_first();
  result<void> merge();
  result<void> commit(generation_writer& next);
  void drop_old_tails() const;

  std::filesystem::path folder_;
  log_sink& log_;
  std::uint64_t merge_at_;
  std::uint64_t generation_ = 0;
  std::uint64_t entries_ = 0;
  nonce last_{};
  std::uint64_t snapshot_bytes_ = 0;  // header and frames
  std::uint64_t tail_bytes_ = 0;      // header and whole frames
  disk_file tail_;
  bool distrusted_ = false;  // a write or sync of the tail has failed
};

}  // namespace waypost
