#pragma once

#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <thread>
#include <unistd.h>

#include "attribution/journal/disk.hpp"

namespace waypost::test {

// A disk that fails, fills up or hangs as a test says.
class faulty_disk final : public disk {
 public:
  result<file_descriptor> create(const std::filesystem::path& file) override {
    synced_file = -1;
    if (write_error != 0) return error(write_error);
    return disk::create(file);
  }

  result<void> write(int file, std::span<const std::byte> bytes, std::uint64_t at) override {
    wait_while_hanging();
    if (write_error != 0) {
      // As a full disk does: a part goes in.
      if (const auto part = disk::write(file, bytes.first(bytes.size() / 3), at); !part) return part;
      return error(write_error);
    }
    return disk::write(file, bytes, at);
  }

  result<void> sync(int file) override {
    wait_while_hanging();
    if (syncs_to_fail > 0) {
      --syncs_to_fail;
      // As some file systems do: what was not synced is gone.
      if (::ftruncate(file, file == synced_file ? synced_bytes : 0) != 0) return error(errno);
      return error(EIO);
    }
    const auto done = disk::sync(file);
    synced_file = file;
    synced_bytes = ::lseek(file, 0, SEEK_END);
    return done;
  }

  result<std::uint64_t> free_bytes(const std::filesystem::path&) override { return free; }

  std::atomic<int> write_error{0};  // errno
  std::atomic<int> syncs_to_fail{0};
  std::atomic<bool> hanging{false};
  std::atomic<bool> hangs_now{false};
  std::atomic<std::uint64_t> free{std::uint64_t{1} << 40};

 private:
  int synced_file = -1;  // the writer's thread
  off_t synced_bytes = 0;

  static boost::system::error_code error(int number) { return {number, boost::system::system_category()}; }

  void wait_while_hanging() {
    while (hanging) {
      hangs_now = true;
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    hangs_now = false;
  }
};

}  // namespace waypost::test
