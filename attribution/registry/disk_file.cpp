#include "attribution/registry/disk_file.hpp"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace waypost {
namespace {

boost::system::error_code last_error() { return {errno, boost::system::system_category()}; }

}  // namespace

disk_file::~disk_file() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

disk_file::disk_file(disk_file&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

disk_file& disk_file::operator=(disk_file&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

result<disk_file> disk_file::open(const std::filesystem::path& path, bool fresh) {
  disk_file file;
  file.descriptor_ = ::open(path.c_str(), O_RDWR | O_CLOEXEC | (fresh ? O_CREAT | O_TRUNC : 0), 0600);
  if (file.descriptor_ < 0) return last_error();
  return file;
}

result<void> disk_file::write_at(std::uint64_t offset, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return last_error();
    bytes.remove_prefix(static_cast<std::size_t>(written));
    offset += static_cast<std::uint64_t>(written);
  }
  return {};
}

result<void> disk_file::truncate(std::uint64_t size) {
  if (::ftruncate(descriptor_, static_cast<off_t>(size)) != 0) return last_error();
  return {};
}

result<void> disk_file::sync() {
  if (::fdatasync(descriptor_) != 0) return last_error();
  return {};
}

mapped_file::~mapped_file() {
  if (!bytes_.empty()) ::munmap(const_cast<char*>(bytes_.data()), bytes_.size());
}

mapped_file::mapped_file(mapped_file&& other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}

result<mapped_file> mapped_file::open(const std::filesystem::path& path) {
  mapped_file file;
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0 && errno == ENOENT) return file;
  if (descriptor < 0) return last_error();
  struct stat about {};
  void* mapped = nullptr;
  if (::fstat(descriptor, &about) != 0) {
    mapped = MAP_FAILED;
  } else if (about.st_size > 0) {
    mapped = ::mmap(nullptr, static_cast<std::size_t>(about.st_size), PROT_READ, MAP_PRIVATE, descriptor, 0);
  }
  const auto failure = last_error();
  ::close(descriptor);
  if (mapped == MAP_FAILED) return failure;
  if (mapped != nullptr)
    file.bytes_ = {static_cast<const char*>(mapped), static_cast<std::size_t>(about.st_size)};
  return file;
}

result<void> sync_folder(const std::filesystem::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return last_error();
  const auto done = ::fsync(descriptor);
  const auto failure = last_error();
  ::close(descriptor);
  if (done != 0) return failure;
  return {};
}

result<void> rename_over(const std::filesystem::path& from, const std::filesystem::path& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) return last_error();
  return {};
}

}  // namespace waypost
