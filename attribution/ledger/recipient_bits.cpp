#include "attribution/ledger/recipient_bits.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include <waypost/block.hpp>

namespace waypost {

namespace {

static_assert(std::endian::native == std::endian::little, "a bitmap's first byte is the lowest of a word");

// Redis counts the bits of a byte from its highest.
constexpr std::uint64_t with_bytes_reversed(std::uint64_t word) noexcept {
  word = (word & 0x5555555555555555) << 1 | (word >> 1 & 0x5555555555555555);
  word = (word & 0x3333333333333333) << 2 | (word >> 2 & 0x3333333333333333);
  return (word & 0x0f0f0f0f0f0f0f0f) << 4 | (word >> 4 & 0x0f0f0f0f0f0f0f0f);
}

}  // namespace

recipient_bits first_recipients(std::size_t size) {
  recipient_bits bits(size);
  bits.set();
  return bits;
}

result<recipient_bits> bits_of(std::string_view bitmap) {
  if (bitmap.size() > recipients_per_chunk / 8) return errc::corrupt;
  std::vector<std::uint64_t> blocks((bitmap.size() + 7) / 8);
  if (!bitmap.empty()) std::memcpy(blocks.data(), bitmap.data(), bitmap.size());
  for (auto& block : blocks) block = with_bytes_reversed(block);
  return recipient_bits(blocks.begin(), blocks.end());
}

void keep_common(recipient_bits& bits, const recipient_bits& others) {
  if (bits.size() == others.size()) {
    bits &= others;
    return;
  }
  auto same_size = others;
  same_size.resize(bits.size());
  bits &= same_size;
}

void add_all(recipient_bits& bits, recipient_bits others) {
  const auto size = std::max(bits.size(), others.size());
  bits.resize(size);
  others.resize(size);
  bits |= others;
}

}  // namespace waypost
