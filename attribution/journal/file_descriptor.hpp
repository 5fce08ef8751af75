#pragma once

#include <cerrno>
#include <unistd.h>
#include <utility>

#include <waypost/errors.hpp>

namespace waypost {

// Owns an open file.
class file_descriptor {
 public:
  file_descriptor() = default;
  explicit file_descriptor(int number) noexcept : number_(number) {}
  file_descriptor(file_descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  file_descriptor& operator=(file_descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~file_descriptor() {
    if (number_ >= 0) ::close(number_);
  }

  int number() const noexcept { return number_; }
  // Gives it away, open.
  int release() noexcept { return std::exchange(number_, -1); }
  explicit operator bool() const noexcept { return number_ >= 0; }

 private:
  int number_ = -1;
};

// What the last failed system call of this thread left in errno.
inline boost::system::error_code last_error() noexcept { return {errno, boost::system::system_category()}; }

}  // namespace waypost
