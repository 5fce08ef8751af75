#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <waypost/errors.hpp>

#include "attribution/registry/entry.hpp"

// The bytes of the local log's files. All numbers are little-endian.
//
//   snapshot:  header, then frames without a gap
//   tail-<g>:  header, then frames in the order they were appended; what follows the last whole one is torn
//
//   snapshot header, 56 bytes: "WPREGSNP", version u32, 0 u32, generation u64, entries u64, bytes of frames
//   u64,
//                              XXH3-64 of the frames, XXH3-64 of the 48 bytes before
//   tail header, 32 bytes:     "WPREGTAL", version u32, 0 u32, generation u64, XXH3-64 of the 24 bytes before
//   frame:                     length of payload u32, 0 u32, XXH3-64 of payload, payload
//   payload:                   number u64, id u64, previous u64, length of changes u32, of again u16, of
//   taken u16,
//                              then the three texts
namespace waypost::log_frame {

inline constexpr std::uint32_t format_version = 1;
inline constexpr std::size_t snapshot_header_bytes = 56;
inline constexpr std::size_t tail_header_bytes = 32;

struct snapshot_header {
  std::uint64_t generation = 0;
  std::uint64_t entries = 0;
  std::uint64_t bytes = 0;
  std::uint64_t checksum = 0;
};

std::string encode(const snapshot_header& h);
std::string encode_tail_header(std::uint64_t generation);

// What the first bytes of a file say. errc::corrupt where they are cut or damaged, errc::unknown_version
// where a newer program wrote them.
result<snapshot_header> decode_snapshot_header(std::string_view bytes);
result<std::uint64_t> decode_tail_header(std::string_view bytes);

// Appends the frame of `e` to `out`.
void encode(const folded_entry& e, std::string& out);

// The entry whose frame `bytes` begins with; the frame is taken off. errc::corrupt where no whole frame is
// there.
result<folded_entry> take(std::string_view& bytes);

}  // namespace waypost::log_frame
