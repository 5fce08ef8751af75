#include <stdexcept>

#include "attribution/codes/ff1_rounds.hpp"

#if defined(__x86_64__)

#include <immintrin.h>

namespace waypost {

namespace {

// FIPS 197's SubWord by the instruction for key schedules, which applies it to two of the four words.
std::uint32_t substituted(std::uint32_t word) {
  const __m128i words = _mm_set1_epi32(static_cast<int>(word));
  return static_cast<std::uint32_t>(_mm_cvtsi128_si32(_mm_aeskeygenassist_si128(words, 0)));
}

// AES with 10, 12 or 14 rounds, for keys of 128, 192 or 256 bits.
template <int Rounds>
class aesni {
 public:
  explicit aesni(std::span<const std::uint8_t> key) {
    // FIPS 197, section 5.2, on little-endian words: so RotWord is a rotation to the right.
    const std::size_t key_words = key.size() / 4;
    std::uint32_t words[4 * (Rounds + 1)];
    __builtin_memcpy(words, key.data(), key.size());
    std::uint32_t round_constant = 1;
    for (std::size_t i = key_words; i < 4 * (Rounds + 1); ++i) {
      std::uint32_t word = words[i - 1];
      if (i % key_words == 0) {
        word = substituted(word >> 8 | word << 24) ^ round_constant;
        round_constant = round_constant << 1 ^ (round_constant & 0x80 ? 0x11b : 0);
      } else if (key_words > 6 && i % key_words == 4) {
        word = substituted(word);
      }
      words[i] = words[i - key_words] ^ word;
    }
    __builtin_memcpy(keys_, words, sizeof keys_);
  }

  aes_block operator()(aes_block plain) const noexcept {
    __m128i state = _mm_set_epi64x(swapped(plain.low), swapped(plain.high));
    state = _mm_xor_si128(state, keys_[0]);
#pragma GCC unroll 14
    for (int i = 1; i < Rounds; ++i) state = _mm_aesenc_si128(state, keys_[i]);
    state = _mm_aesenclast_si128(state, keys_[Rounds]);
    return {static_cast<std::uint64_t>(swapped(static_cast<std::uint64_t>(_mm_cvtsi128_si64(state)))),
            static_cast<std::uint64_t>(swapped(static_cast<std::uint64_t>(_mm_extract_epi64(state, 1))))};
  }

 private:
  static long long swapped(std::uint64_t word) noexcept {
    return static_cast<long long>(__builtin_bswap64(word));
  }

  __m128i keys_[Rounds + 1];
};

template <int Rounds>
class ff1_aesni final : public ff1 {
 public:
  explicit ff1_aesni(std::span<const std::uint8_t> key) : aes_(key) {}

  ff1_halves encrypt(const ff1_space& in, ff1_halves plain) const noexcept override {
    return ff1_rounds<aesni<Rounds>>::encrypt(aes_, in, plain);
  }
  ff1_halves decrypt(const ff1_space& in, ff1_halves cipher) const noexcept override {
    return ff1_rounds<aesni<Rounds>>::decrypt(aes_, in, cipher);
  }

 private:
  aes_block aes(aes_block plain) const noexcept override { return aes_(plain); }

  aesni<Rounds> aes_;
};

}  // namespace

std::unique_ptr<const ff1> make_aesni_ff1(std::span<const std::uint8_t> key) {
  switch (key.size()) {
    case 16:
      return std::make_unique<ff1_aesni<10>>(key);
    case 24:
      return std::make_unique<ff1_aesni<12>>(key);
    case 32:
      return std::make_unique<ff1_aesni<14>>(key);
    default:
      throw std::invalid_argument("an AES key has 16, 24 or 32 bytes");
  }
}

}  // namespace waypost

#else

namespace waypost {

std::unique_ptr<const ff1> make_aesni_ff1(std::span<const std::uint8_t>) {
  throw std::logic_error("this processor has no AES instructions of x86");
}

}  // namespace waypost

#endif
