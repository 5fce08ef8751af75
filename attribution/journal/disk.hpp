#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>

#include <waypost/errors.hpp>

#include "attribution/journal/file_descriptor.hpp"

namespace waypost {

// What the journal's writer asks of the file system: the calls that fail or hang when a disk does. Virtual,
// so that a test can be that disk. The writer's thread.
class disk {
 public:
  virtual ~disk() = default;

  // A new, empty file (mode 0600); one of that name is replaced.
  virtual result<file_descriptor> create(const std::filesystem::path& file);
  // All of `bytes` at position `at`.
  virtual result<void> write(int file, std::span<const std::byte> bytes, std::uint64_t at);
  virtual result<void> sync(int file);
  // So that the names in it survive a power cut.
  virtual result<void> sync_folder(const std::filesystem::path& folder);
  // What an ordinary user may still write, in bytes.
  virtual result<std::uint64_t> free_bytes(const std::filesystem::path& folder);
};

}  // namespace waypost
