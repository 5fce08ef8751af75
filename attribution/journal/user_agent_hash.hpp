#pragma once

#include <cstdint>
#include <random>
#include <string_view>

#include "attribution/journal/checksum.hpp"

namespace waypost {

// For tables by user agent. Anybody may send any user agent, so each table draws a seed: nobody shall choose
// user agents that share a place.
class user_agent_hash {
 public:
  using is_transparent = void;

  std::size_t operator()(std::string_view text) const noexcept {
    return XXH3_64bits_withSeed(text.data(), text.size(), seed_);
  }

 private:
  static std::uint64_t drawn() {
    std::random_device random;
    return std::uint64_t{random()} << 32 | random();
  }

  std::uint64_t seed_ = drawn();
};

}  // namespace waypost
