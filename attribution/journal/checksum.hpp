#pragma once

// Inlined: most of what is hashed here is shorter than 250 bytes, where a call costs as much as the hash.
#define XXH_INLINE_ALL
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <xxhash.h>

namespace waypost {

// XXH3-64 (seed 0) of `length` bytes.
inline std::uint64_t checksum(const void* bytes, std::size_t length) noexcept {
  return XXH3_64bits(bytes, length);
}

inline std::uint64_t checksum(std::string_view text) noexcept { return checksum(text.data(), text.size()); }

}  // namespace waypost
