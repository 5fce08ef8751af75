#pragma once

#include <memory>

#include <xxhash.h>

#include "attribution/registry/local_log.hpp"

namespace waypost {

// Writes the snapshot of a new generation beside the old one. On the stack of who replaces the log.
class local_log::generation_writer {
 public:
  static result<generation_writer> begin(const std::filesystem::path& path, std::uint64_t generation);

  // Frames as they are, holding `entries` entries.
  result<void> add(std::string_view frames, std::uint64_t entries);
  result<void> add(std::span<const folded_entry> entries);

  // Writes the header; answers when all of it is on disk.
  result<void> finish();

  const log_frame::snapshot_header& header() const noexcept { return header_; }
  const std::filesystem::path& path() const noexcept { return path_; }

 private:
  struct free_hash {
    void operator()(XXH3_state_t* s) const { XXH3_freeState(s); }
  };

  std::filesystem::path path_;
  disk_file file_;
  std::unique_ptr<XXH3_state_t, free_hash> hash_;
  log_frame::snapshot_header header_;
};

}  // namespace waypost
