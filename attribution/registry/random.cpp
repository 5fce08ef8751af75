#include "attribution/registry/random.hpp"

#include <cerrno>
#include <limits>
#include <sys/random.h>
#include <system_error>

namespace waypost {

std::uint64_t random_bits() {
  std::uint64_t bits = 0;
  while (::getrandom(&bits, sizeof bits, 0) != sizeof bits)
    if (errno != EINTR) throw std::system_error(errno, std::system_category(), "getrandom");
  return bits;
}

std::uint64_t random_below(std::uint64_t limit) {
  // The largest multiple of the limit; what lies above it would favour small numbers.
  const auto fair = std::numeric_limits<std::uint64_t>::max() / limit * limit;
  auto bits = random_bits();
  while (bits >= fair) bits = random_bits();
  return bits % limit;
}

}  // namespace waypost
