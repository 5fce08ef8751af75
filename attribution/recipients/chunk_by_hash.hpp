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

// How many entries a chunk has on average. 480 entries of 8 bytes are just below 4 KiB even where a chunk has
// a few more than its share, which is where Redis' allocator wastes least.
inline constexpr std::uint32_t entries_per_hash_chunk = 480;

// Ids that are not chosen for their hashes never come near these: a chunk with 4,096 entries has nine times
// its share, and even two ids in a billion chunks seldom have a fingerprint in common. Ids that are would
// make each look for one of them a look through all of them.
inline constexpr std::size_t most_entries_in_hash_chunk = 4096;
inline constexpr std::size_t most_of_one_fingerprint = 8;

// Ordinals have two bytes: no index covers more uploads than this.
inline constexpr std::size_t most_covered_uploads = 65536;

constexpr std::uint32_t hash_chunks_for(std::uint32_t ids) noexcept {
  return ids / entries_per_hash_chunk + (ids % entries_per_hash_chunk != 0);
}

// XXH3-64 of the id, seeded with the campaign.
std::uint64_t hash_of(campaign_id campaign, std::string_view id) noexcept;

// Where a hash lies in an index of `chunks` chunks: its leading part chooses the chunk, the next 32 bits are
// what the chunk keeps of it.
struct hash_place {
  std::uint32_t chunk = 0;
  std::uint32_t fingerprint = 0;
};
hash_place place_of(std::uint64_t hash, std::uint32_t chunks) noexcept;

// One id of an index.
struct hash_entry {
  std::uint32_t fingerprint = 0;
  std::uint32_t offset = 0;   // in its upload
  std::uint16_t ordinal = 0;  // of the upload among those that the index covers

  friend auto operator<=>(const hash_entry&, const hash_entry&) = default;
};

// Packs the entries of a chunk; sorts them. Ordinals are kept in an index of several uploads only.
// quota_exceeded where there are more of them, or more of one fingerprint, than there may be.
result<std::string> pack_by_hash(upload_id index, std::uint32_t chunk, bool several,
                                 std::vector<hash_entry>& entries);

// A look into a chunk whose frame was checked; borrows its bytes.
class hash_entries {
 public:
  // errc::corrupt where the length does not fit the number of entries.
  static result<hash_entries> of(const chunk_content& chunk);

  // Appends the entries with this fingerprint: candidates only, since different ids may share one.
  void find(std::uint32_t fingerprint, std::vector<hash_entry>& into) const;

 private:
  explicit hash_entries(const chunk_content& chunk) : chunk_(chunk) {}
  std::uint32_t fingerprint_at(std::size_t i) const noexcept;

  chunk_content chunk_;
};

}  // namespace waypost
