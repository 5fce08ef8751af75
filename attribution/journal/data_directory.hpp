#pragma once

#include <cstdint>
#include <filesystem>

#include <waypost/errors.hpp>

#include "attribution/journal/file_lock.hpp"

namespace waypost {

// Below which folder rings go where none is given: the machine's tmpfs, which all its users share.
inline constexpr const char* default_memory = "/dev/shm";

// The server's data directory, owned by holding its lock as long as this lives. Made by main(), once; one
// thread.
//
//   DIR/lock     who holds its flock owns the directory
//   DIR/node     16 hexadecimal digits: the random name of this data directory, made once
//   DIR/start    a decimal number: the last start's
//   DIR/journal  a folder for each start
class data_directory {
 public:
  // Makes the directory (mode 0700) where there is none, takes its lock, and gives this start its number, on
  // disk before this returns: the milliseconds since 1970, or one more than the last start's where that is
  // more. So starts count upwards, and not even a restored copy of the directory gives a number again. Rings
  // go into a folder of the user's own below `memory`, which others may use and which stays as it is. Throws
  // std::system_error: errc::locked where another server has the directory; also where it would have to be
  // taken from others, being open to them and no data directory of before.
  explicit data_directory(const std::filesystem::path& folder,
                          const std::filesystem::path& memory = default_memory);

  const std::filesystem::path& path() const noexcept { return path_; }
  std::uint64_t node() const noexcept { return node_; }
  std::uint64_t start() const noexcept { return start_; }
  std::filesystem::path journal_folder() const { return path_ / "journal"; }
  const std::filesystem::path& ring_folder() const noexcept { return ring_folder_; }

 private:
  std::filesystem::path path_;
  std::filesystem::path ring_folder_;
  file_lock lock_;
  std::uint64_t node_ = 0;
  std::uint64_t start_ = 0;
};

// Looks on, without owning the directory: the random name of the one at `folder`. errc::not_found where there
// is none, errc::corrupt where the name cannot be read.
result<std::uint64_t> read_node(const std::filesystem::path& folder);

}  // namespace waypost
