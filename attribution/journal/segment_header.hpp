#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string_view>

#include <waypost/errors.hpp>
#include <waypost/journal.hpp>

namespace waypost {

inline constexpr std::size_t segment_header_bytes = 64;
inline constexpr std::uint32_t segment_version = 1;

// How a segment file begins.
struct segment_header {
  journal_name name;
  std::uint64_t first = 0;  // the offset that the first event has
  // Where the segment before ended. Less than `first` where events were freed from the ring while the disk
  // was unusable, once they were in Redis: they are in no segment.
  std::uint64_t previous_end = 0;
  std::int64_t created_ms = 0;  // since 1970
};

std::array<std::byte, segment_header_bytes> to_bytes(const segment_header& h) noexcept;

// errc::corrupt where the bytes are not a header, errc::unknown_version where they are one of another
// version.
result<segment_header> parse_segment_header(std::span<const std::byte> bytes) noexcept;

// A segment's file name: "<index>-<first, 20 digits>.seg".
std::string segment_file_name(std::uint32_t index, std::uint64_t first);

struct segment_file {
  std::uint32_t index = 0;
  std::uint64_t first = 0;
};
std::optional<segment_file> parse_segment_file_name(std::string_view name) noexcept;

}  // namespace waypost
