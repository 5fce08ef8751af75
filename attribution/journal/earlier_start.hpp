#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include <waypost/errors.hpp>
#include <waypost/log.hpp>

#include "attribution/journal/disk.hpp"
#include "attribution/journal/file_lock.hpp"
#include "attribution/journal/journals.hpp"
#include "attribution/journal/stored_journal.hpp"

namespace waypost {

// The journals that an earlier start left, owned by holding the lock of its folder. What its rings still held
// was carried to its segments; nothing is appended any more. Made at start-up, held by `journals`.
class earlier_start {
 public:
  // errc::locked where the start's process lives. Throws std::filesystem::filesystem_error where its folder
  // cannot be read.
  static result<std::unique_ptr<earlier_start>> take_over(const journals::options& o, std::uint64_t start,
                                                          disk& on, log_sink& log);

  std::vector<std::unique_ptr<stored_journal>> left;  // those that have or had events

 private:
  earlier_start(file_lock held, std::filesystem::path folder, std::filesystem::path ring_folder);

  // errc::locked where a server lives whose data directory this one is a copy of.
  result<void> lock_rings();
  void load(const journals::options& o, std::uint64_t start, disk& on, log_sink& log);
  void take_ring(stored_journal& to, const journals::options& o, disk& on, log_sink& log);
  bool carry(stored_journal& to, const journals::options& o, disk& on, log_sink& log);

  file_lock lock_;
  std::optional<file_lock> ring_lock_;
  std::filesystem::path folder_;
  std::filesystem::path ring_folder_;
};

}  // namespace waypost
