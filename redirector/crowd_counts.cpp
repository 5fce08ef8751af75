#include "redirector/crowd_counts.hpp"

#include <cstring>
#include <random>

#include <xxhash.h>

namespace waypost {

crowd_counts::crowd_counts() : seed_(0) {
  // Drawn, so that nobody can choose networks that share a place.
  std::random_device random;
  seed_ = (std::uint64_t{random()} << 32) | random();
}

crowd_counts::place crowd_counts::enter(const network& from) noexcept {
  std::array<unsigned char, 7> key{static_cast<unsigned char>(from.kind)};
  std::memcpy(key.data() + 1, from.prefix.data(), from.prefix.size());
  const auto at = static_cast<place>(XXH3_64bits_withSeed(key.data(), key.size(), seed_) % places);
  ++sizes_[at];
  return at;
}

}  // namespace waypost
