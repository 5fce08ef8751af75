#include "attribution/recipients/chunk_by_position.hpp"

namespace waypost {

std::string pack_by_position(upload_id upload, std::uint32_t chunk, std::span<const std::string_view> ids) {
  auto bytes = open_chunk(chunk_kind::by_position, chunk, static_cast<std::uint16_t>(ids.size()));
  for (const auto id : ids) {
    append_little_endian(bytes, static_cast<std::uint8_t>(id.size()));
    bytes.append(id);
  }
  seal_chunk(bytes, upload);
  return bytes;
}

result<std::vector<std::string_view>> ids_in(const chunk_content& chunk) {
  if (chunk.kind != chunk_kind::by_position) return errc::corrupt;
  std::vector<std::string_view> ids;
  ids.reserve(chunk.entries);
  auto rest = chunk.body;
  for (std::uint16_t i = 0; i < chunk.entries; ++i) {
    if (rest.empty()) return errc::corrupt;
    const auto length = static_cast<std::uint8_t>(rest.front());
    if (rest.size() - 1 < length) return errc::corrupt;
    ids.push_back(rest.substr(1, length));
    rest.remove_prefix(std::size_t{1} + length);
  }
  if (!rest.empty()) return errc::corrupt;
  return ids;
}

}  // namespace waypost
