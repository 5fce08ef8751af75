#include "attribution/codes/ff1.hpp"

#include <bit>
#include <stdexcept>
#include <vector>

namespace waypost {

namespace {

constexpr std::uint64_t most_values = std::uint64_t{1} << 56;

// radix^exponent; throws where that is more than most_values.
std::uint64_t values(unsigned radix, unsigned exponent) {
  std::uint64_t power = 1;
  for (unsigned i = 0; i < exponent; ++i) {
    if (power > most_values / radix) throw std::invalid_argument("FF1: half a numeral string exceeds 2^56");
    power *= radix;
  }
  return power;
}

std::uint64_t big_endian(const std::uint8_t* bytes) {
  std::uint64_t word = 0;
  for (int i = 0; i < 8; ++i) word = word << 8 | bytes[i];
  return word;
}

// The block P of SP 800-38G, algorithm 7, step 5.
aes_block first_block(unsigned radix, unsigned length, std::size_t tweak_bytes) {
  const std::uint64_t version_method_addition = 0x010201;
  const std::uint64_t rounds = 10;
  return {version_method_addition << 40 | std::uint64_t{radix} << 16 | rounds << 8 | ((length / 2) & 0xff),
          std::uint64_t{length} << 32 | tweak_bytes};
}

}  // namespace

ff1::~ff1() = default;

ff1_space ff1::space(unsigned radix, unsigned length, std::span<const std::uint8_t> tweak) const {
  if (radix < 2 || radix > 65536 || length < 2) throw std::invalid_argument("FF1: radix or length");
  ff1_space made;
  made.a_values = values(radix, length / 2);
  made.b_values = values(radix, length - length / 2);
  const auto number_bytes = (static_cast<unsigned>(std::bit_width(made.b_values - 1)) + 7) / 8;
  made.number_bits = 8 * number_bytes;
  made.wide = number_bytes > 4;

  // Q without the round and the number, which come into its last block when it is encrypted.
  std::vector<std::uint8_t> q(tweak.begin(), tweak.end());
  q.resize((tweak.size() + number_bytes + 1 + 15) / 16 * 16);
  made.chained = first_block(radix, length, tweak.size());
  for (std::size_t at = 0; at < q.size(); at += 16) {
    made.chained = aes(made.chained);
    made.chained.high ^= big_endian(&q[at]);
    made.chained.low ^= big_endian(&q[at + 8]);
  }
  return made;
}

bool processor_has_aes() noexcept {
#if defined(__x86_64__)
  return __builtin_cpu_supports("aes") && __builtin_cpu_supports("sse4.1");
#else
  return false;
#endif
}

std::unique_ptr<const ff1> make_ff1(std::span<const std::uint8_t> key) {
  return processor_has_aes() ? make_aesni_ff1(key) : make_openssl_ff1(key);
}

}  // namespace waypost
