#include "attribution/recipients/chunk_by_hash.hpp"

#include <algorithm>

#include <xxhash.h>

namespace waypost {
namespace {

constexpr std::size_t entry_size(chunk_kind kind) { return kind == chunk_kind::by_hash ? 8 : 10; }

bool is_crowded(std::span<const hash_entry> sorted) {
  if (sorted.size() > most_entries_in_hash_chunk) return true;
  for (std::size_t i = most_of_one_fingerprint; i < sorted.size(); ++i)
    if (sorted[i].fingerprint == sorted[i - most_of_one_fingerprint].fingerprint) return true;
  return false;
}

}  // namespace

std::uint64_t hash_of(campaign_id campaign, std::string_view id) noexcept {
  return XXH3_64bits_withSeed(id.data(), id.size(), static_cast<std::uint64_t>(campaign));
}

hash_place place_of(std::uint64_t hash, std::uint32_t chunks) noexcept {
  // A 96-bit product in two halves: hash / 2^64 * chunks, whole part and the first 32 bits behind the point.
  const std::uint64_t low = (hash & 0xffffffff) * chunks;
  const std::uint64_t high = (hash >> 32) * chunks + (low >> 32);
  return {static_cast<std::uint32_t>(high >> 32), static_cast<std::uint32_t>(high)};
}

result<std::string> pack_by_hash(upload_id index, std::uint32_t chunk, bool several,
                                 std::vector<hash_entry>& entries) {
  std::sort(entries.begin(), entries.end());
  if (is_crowded(entries)) return errc::quota_exceeded;
  const auto kind = several ? chunk_kind::by_hash_of_several : chunk_kind::by_hash;
  auto bytes = open_chunk(kind, chunk, static_cast<std::uint16_t>(entries.size()));
  bytes.reserve(chunk_header_size + entries.size() * entry_size(kind) + chunk_trailer_size);
  for (const auto& e : entries) append_little_endian(bytes, e.fingerprint);
  for (const auto& e : entries) append_little_endian(bytes, e.offset);
  if (several)
    for (const auto& e : entries) append_little_endian(bytes, e.ordinal);
  seal_chunk(bytes, index);
  return bytes;
}

result<hash_entries> hash_entries::of(const chunk_content& chunk) {
  if (chunk.kind == chunk_kind::by_position) return errc::corrupt;
  if (chunk.body.size() != chunk.entries * entry_size(chunk.kind)) return errc::corrupt;
  return hash_entries(chunk);
}

std::uint32_t hash_entries::fingerprint_at(std::size_t i) const noexcept {
  return little_endian<std::uint32_t>(chunk_.body.data() + i * 4);
}

void hash_entries::find(std::uint32_t fingerprint, std::vector<hash_entry>& into) const {
  std::size_t first = 0;
  std::size_t end = chunk_.entries;
  while (first < end) {
    const auto middle = first + (end - first) / 2;
    if (fingerprint_at(middle) < fingerprint)
      first = middle + 1;
    else
      end = middle;
  }
  const auto* offsets = chunk_.body.data() + std::size_t{chunk_.entries} * 4;
  const auto* ordinals = chunk_.body.data() + std::size_t{chunk_.entries} * 8;
  for (auto i = first; i < chunk_.entries && fingerprint_at(i) == fingerprint; ++i) {
    const bool several = chunk_.kind == chunk_kind::by_hash_of_several;
    into.push_back({fingerprint, little_endian<std::uint32_t>(offsets + i * 4),
                    several ? little_endian<std::uint16_t>(ordinals + i * 2) : std::uint16_t{0}});
  }
}

}  // namespace waypost
