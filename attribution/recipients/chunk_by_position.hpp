#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <waypost/errors.hpp>
#include <waypost/ids.hpp>

#include "attribution/recipients/chunk_frame.hpp"

namespace waypost {

// Chunk c holds the ids at offsets c * 256 to c * 256 + 255 of its upload.
inline constexpr std::uint32_t ids_per_position_chunk = 256;

constexpr std::uint32_t position_chunks_for(std::uint32_t ids) noexcept {
  return ids / ids_per_position_chunk + (ids % ids_per_position_chunk != 0);
}

// Packs 1 to 256 ids of 1 to 255 bytes each.
std::string pack_by_position(upload_id upload, std::uint32_t chunk, std::span<const std::string_view> ids);

// The ids in a chunk whose frame was checked, borrowed from its bytes; errc::corrupt where the lengths do not
// add up.
result<std::vector<std::string_view>> ids_in(const chunk_content& chunk);

}  // namespace waypost
