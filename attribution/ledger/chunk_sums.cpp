#include "attribution/ledger/chunk_sums.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace waypost {

namespace {

using words = std::vector<std::uint64_t>;

// Bits past the end of a shorter bitmap are 0, as in Redis.
void merge(words& into, std::string_view bits) {
  const std::size_t needed = (bits.size() + sizeof(std::uint64_t) - 1) / sizeof(std::uint64_t);
  if (into.size() < needed) into.resize(needed, 0);
  for (std::size_t i = 0; i < needed; ++i) {
    const auto part = bits.substr(i * sizeof(std::uint64_t), sizeof(std::uint64_t));
    std::uint64_t word = 0;
    std::memcpy(&word, part.data(), part.size());
    into[i] |= word;
  }
}

void merge(words& into, const words& other) {
  if (into.size() < other.size()) into.resize(other.size(), 0);
  for (std::size_t i = 0; i < other.size(); ++i) into[i] |= other[i];
}

std::uint64_t count(const words& bits) {
  std::uint64_t n = 0;
  for (const auto word : bits) n += static_cast<std::uint64_t>(std::popcount(word));
  return n;
}

}  // namespace

clickers count_clickers(std::span<const clicked_bitmap> bitmaps) {
  std::map<std::uint16_t, words> links;
  for (const auto& bitmap : bitmaps) merge(links[bitmap.link], bitmap.bits);
  clickers sums;
  words any;
  for (const auto& [link, bits] : links) {
    sums.by_link[link] = count(bits);
    merge(any, bits);
  }
  sums.any = count(any);
  return sums;
}

std::uint64_t count_times(std::string_view array) {
  std::uint64_t n = 0;
  for (std::size_t i = 0; i + sizeof(std::uint32_t) <= array.size(); i += sizeof(std::uint32_t)) {
    std::uint32_t entry = 0;
    std::memcpy(&entry, array.data() + i, sizeof entry);
    n += entry != 0 ? 1 : 0;
  }
  return n;
}

std::uint32_t time_at(std::string_view bytes) {
  if (bytes.size() < sizeof(std::uint32_t)) return 0;
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < sizeof(std::uint32_t); ++i)
    value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

}  // namespace waypost
