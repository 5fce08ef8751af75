#pragma once

#include <filesystem>

#include <waypost/errors.hpp>

#include "attribution/journal/file_descriptor.hpp"

namespace waypost {

// An exclusive flock, held as long as this lives; the kernel lets it go when the process dies, however it
// dies.
class file_lock {
 public:
  // Makes the file where there is none (mode 0600). errc::locked where another owner lives.
  static result<file_lock> take(const std::filesystem::path& file);
  // Locks a folder that is there.
  static result<file_lock> take_folder(const std::filesystem::path& folder);

 private:
  static result<file_lock> lock(file_descriptor opened);
  explicit file_lock(file_descriptor held) noexcept : held_(std::move(held)) {}
  file_descriptor held_;
};

}  // namespace waypost
