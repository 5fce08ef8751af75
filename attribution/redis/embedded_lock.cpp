#include "attribution/redis/embedded_lock.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace waypost::redis {

std::optional<embedded_lock> embedded_lock::try_take(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor < 0) throw std::system_error(errno, std::generic_category(), file.string());
  embedded_lock lock(descriptor);
  if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0) return lock;
  if (errno == EWOULDBLOCK) return std::nullopt;
  throw std::system_error(errno, std::generic_category(), "flock " + file.string());
}

embedded_lock::embedded_lock(embedded_lock&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

embedded_lock::~embedded_lock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace waypost::redis
