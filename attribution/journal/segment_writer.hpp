#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <vector>

#include <waypost/errors.hpp>
#include <waypost/journal.hpp>

#include "attribution/journal/disk.hpp"
#include "attribution/journal/segment_header.hpp"
#include "attribution/journal/user_agent_table.hpp"

namespace waypost {

// Writes one segment file: put() events, then write() what was put, sync() what was written. After an error
// it is of no further use. The writer's thread.
class segment_writer {
 public:
  // Makes the file; a file of the same name is replaced.
  static result<segment_writer> create(disk& on, const std::filesystem::path& folder,
                                       const segment_header& h);

  // Events come in the order of their offsets.
  void put(const event& e);
  result<void> write();
  result<void> sync();

  const std::filesystem::path& file() const noexcept { return file_; }
  std::uint64_t first() const noexcept { return first_; }
  std::size_t pending() const noexcept { return used_; }   // bytes put and not written
  std::uint64_t bytes() const noexcept { return bytes_; }  // written
  bool unsynced() const noexcept { return bytes_ > synced_bytes_; }

 private:
  segment_writer(disk& on, file_descriptor opened, std::filesystem::path file, const segment_header& h);

  disk* disk_;
  file_descriptor opened_;
  std::filesystem::path file_;
  std::uint64_t first_;
  journal_key key_;
  user_agent_table user_agents_;
  std::vector<std::byte> pending_;  // its first used_ bytes are to be written; grows, but is not cleared
  std::size_t used_ = 0;
  std::uint64_t bytes_ = 0;
  std::uint64_t synced_bytes_ = 0;
  bool name_synced_ = false;
};

}  // namespace waypost
