#include "attribution/recipients/chunk_frame.hpp"

#include <xxhash.h>

namespace waypost {
namespace {

std::uint64_t checksum(std::string_view bytes, upload_id upload) {
  return XXH3_64bits_withSeed(bytes.data(), bytes.size(), static_cast<std::uint64_t>(upload));
}

bool is_kind(std::uint8_t value) {
  return value == static_cast<std::uint8_t>(chunk_kind::by_position) ||
         value == static_cast<std::uint8_t>(chunk_kind::by_hash) ||
         value == static_cast<std::uint8_t>(chunk_kind::by_hash_of_several);
}

}  // namespace

std::string open_chunk(chunk_kind kind, std::uint32_t chunk, std::uint16_t entries) {
  std::string bytes;
  append_little_endian(bytes, chunk_format);
  append_little_endian(bytes, static_cast<std::uint8_t>(kind));
  append_little_endian(bytes, entries);
  append_little_endian(bytes, chunk);
  return bytes;
}

void seal_chunk(std::string& bytes, upload_id upload) {
  append_little_endian(bytes, checksum(bytes, upload));
}

result<chunk_content> check_chunk(std::string_view bytes, upload_id upload, std::uint32_t chunk) {
  if (bytes.size() < chunk_header_size + chunk_trailer_size) return errc::corrupt;
  if (static_cast<std::uint8_t>(bytes[0]) != chunk_format) return errc::unknown_version;
  const auto covered = bytes.substr(0, bytes.size() - chunk_trailer_size);
  if (little_endian<std::uint64_t>(bytes.data() + covered.size()) != checksum(covered, upload))
    return errc::corrupt;
  const auto kind = static_cast<std::uint8_t>(bytes[1]);
  if (!is_kind(kind) || little_endian<std::uint32_t>(bytes.data() + 4) != chunk) return errc::corrupt;
  return chunk_content{chunk_kind{kind}, little_endian<std::uint16_t>(bytes.data() + 2),
                       covered.substr(chunk_header_size)};
}

}  // namespace waypost
