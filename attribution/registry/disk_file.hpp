#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

#include <waypost/errors.hpp>

namespace waypost {

// An open file of the local log. Errors are those of the operating system. One thread at a time.
class disk_file {
 public:
  disk_file() = default;
  ~disk_file();
  disk_file(disk_file&& other) noexcept;
  disk_file& operator=(disk_file&& other) noexcept;

  // Opens for reading and writing, mode 0600; makes the file where `fresh`, emptying one that is there.
  static result<disk_file> open(const std::filesystem::path& path, bool fresh);

  result<void> write_at(std::uint64_t offset, std::string_view bytes);
  result<void> truncate(std::uint64_t size);
  result<void> sync();  // fdatasync

 private:
  int descriptor_ = -1;
};

// A whole file mapped for reading; empty where there is none.
class mapped_file {
 public:
  mapped_file() = default;
  ~mapped_file();
  mapped_file(mapped_file&& other) noexcept;
  mapped_file& operator=(mapped_file&& other) = delete;

  static result<mapped_file> open(const std::filesystem::path& path);
  std::string_view bytes() const noexcept { return bytes_; }

 private:
  std::string_view bytes_;
};

// Makes renamed and new names in the folder last.
result<void> sync_folder(const std::filesystem::path& folder);

// Renames over what is there, in one step.
result<void> rename_over(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace waypost
