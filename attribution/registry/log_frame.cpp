#include "attribution/registry/log_frame.hpp"

#include <bit>
#include <cstring>

#include <xxhash.h>

namespace waypost::log_frame {
namespace {

static_assert(std::endian::native == std::endian::little);

constexpr std::string_view snapshot_magic = "WPREGSNP";
constexpr std::string_view tail_magic = "WPREGTAL";
constexpr std::size_t frame_header_bytes = 16;
constexpr std::size_t payload_header_bytes = 32;

template <class T>
void put(std::string& out, T value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

template <class T>
T get(std::string_view bytes, std::size_t at) {
  T value;
  std::memcpy(&value, bytes.data() + at, sizeof value);
  return value;
}

std::uint64_t checksum_of(std::string_view bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

// Magic, version and the header's own checksum, which are alike in both headers.
result<void> check_header(std::string_view bytes, std::string_view magic, std::size_t size) {
  if (bytes.size() < size || bytes.substr(0, magic.size()) != magic) return errc::corrupt;
  if (get<std::uint32_t>(bytes, 8) != format_version) return errc::unknown_version;
  if (get<std::uint64_t>(bytes, size - 8) != checksum_of(bytes.substr(0, size - 8))) return errc::corrupt;
  return {};
}

}  // namespace

std::string encode(const snapshot_header& h) {
  std::string out(snapshot_magic);
  put(out, format_version);
  put(out, std::uint32_t{0});
  put(out, h.generation);
  put(out, h.entries);
  put(out, h.bytes);
  put(out, h.checksum);
  put(out, checksum_of(out));
  return out;
}

std::string encode_tail_header(std::uint64_t generation) {
  std::string out(tail_magic);
  put(out, format_version);
  put(out, std::uint32_t{0});
  put(out, generation);
  put(out, checksum_of(out));
  return out;
}

result<snapshot_header> decode_snapshot_header(std::string_view bytes) {
  if (auto r = check_header(bytes, snapshot_magic, snapshot_header_bytes); !r) return r.error();
  return snapshot_header{get<std::uint64_t>(bytes, 16), get<std::uint64_t>(bytes, 24),
                         get<std::uint64_t>(bytes, 32), get<std::uint64_t>(bytes, 40)};
}

result<std::uint64_t> decode_tail_header(std::string_view bytes) {
  if (auto r = check_header(bytes, tail_magic, tail_header_bytes); !r) return r.error();
  return get<std::uint64_t>(bytes, 16);
}

void encode(const folded_entry& e, std::string& out) {
  const auto length = payload_header_bytes + e.of.changes.size() + e.of.again.size() + e.taken.size();
  put(out, static_cast<std::uint32_t>(length));
  put(out, std::uint32_t{0});
  const auto checksum_at = out.size();
  put(out, std::uint64_t{0});
  const auto payload_at = out.size();
  put(out, e.of.number);
  put(out, static_cast<std::uint64_t>(e.of.id));
  put(out, static_cast<std::uint64_t>(e.of.previous));
  put(out, static_cast<std::uint32_t>(e.of.changes.size()));
  put(out, static_cast<std::uint16_t>(e.of.again.size()));
  put(out, static_cast<std::uint16_t>(e.taken.size()));
  out += e.of.changes;
  out += e.of.again;
  out += e.taken;
  const auto checksum = XXH3_64bits(out.data() + payload_at, length);
  std::memcpy(out.data() + checksum_at, &checksum, sizeof checksum);
}

result<folded_entry> take(std::string_view& bytes) {
  if (bytes.size() < frame_header_bytes) return errc::corrupt;
  const std::size_t length = get<std::uint32_t>(bytes, 0);
  if (length < payload_header_bytes || length > bytes.size() - frame_header_bytes) return errc::corrupt;
  const auto payload = bytes.substr(frame_header_bytes, length);
  if (get<std::uint64_t>(bytes, 8) != checksum_of(payload)) return errc::corrupt;
  const std::size_t changes = get<std::uint32_t>(payload, 24);
  const std::size_t again = get<std::uint16_t>(payload, 28);
  const std::size_t taken = get<std::uint16_t>(payload, 30);
  if (payload_header_bytes + changes + again + taken != length) return errc::corrupt;
  folded_entry e;
  e.of.number = get<std::uint64_t>(payload, 0);
  e.of.id = nonce{get<std::uint64_t>(payload, 8)};
  e.of.previous = nonce{get<std::uint64_t>(payload, 16)};
  e.of.changes = payload.substr(payload_header_bytes, changes);
  e.of.again = payload.substr(payload_header_bytes + changes, again);
  e.taken = payload.substr(payload_header_bytes + changes + again, taken);
  bytes.remove_prefix(frame_header_bytes + length);
  return e;
}

}  // namespace waypost::log_frame
