#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

#include <waypost/errors.hpp>
#include <waypost/ids.hpp>

// What chunks by position and by hash have in common: eight bytes ahead, a checksum behind.
// docs/redis-keys.md has the format to the byte.
namespace waypost {

// The value is written to Redis: never renumber.
enum class chunk_kind : std::uint8_t { by_position = 'P', by_hash = 'H', by_hash_of_several = 'M' };

inline constexpr std::uint8_t chunk_format = 1;
inline constexpr std::size_t chunk_header_size = 8;
inline constexpr std::size_t chunk_trailer_size = 8;

template <std::unsigned_integral T>
void append_little_endian(std::string& to, T value) {
  for (std::size_t i = 0; i < sizeof(T); ++i) {
    to.push_back(static_cast<char>(value & 0xff));
    if constexpr (sizeof(T) > 1) value = static_cast<T>(value >> 8);
  }
}

template <std::unsigned_integral T>
T little_endian(const char* from) noexcept {
  T value = 0;
  for (std::size_t i = sizeof(T); i-- > 0;)
    value = static_cast<T>((std::uint64_t{value} << 8) | static_cast<std::uint8_t>(from[i]));
  return value;
}

// What a chunk holds, once its frame is checked. Borrows from the chunk's bytes.
struct chunk_content {
  chunk_kind kind{};
  std::uint16_t entries = 0;
  std::string_view body;
};

// Begins a chunk: number `chunk` of its kind in the upload, with `entries` entries.
std::string open_chunk(chunk_kind kind, std::uint32_t chunk, std::uint16_t entries);

// Ends it: XXH3-64 over all that went before, seeded with the upload's id.
void seal_chunk(std::string& bytes, upload_id upload);

// errc::unknown_version for another format, errc::corrupt where the bytes are not that chunk of that upload.
result<chunk_content> check_chunk(std::string_view bytes, upload_id upload, std::uint32_t chunk);

}  // namespace waypost
