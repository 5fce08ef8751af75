#pragma once

#include "attribution/codes/ff1.hpp"

namespace waypost {

// The ten rounds of FF1 over a block cipher, one block a round. A template of its own class and not
// functions, so that what is compiled with AES instructions is never linked into code that runs without them:
// give it a Cipher of internal linkage, with `aes_block operator()(aes_block) const noexcept`.
template <class Cipher>
struct ff1_rounds {
  static ff1_halves encrypt(const Cipher& aes, const ff1_space& in, ff1_halves h) noexcept {
    for (std::uint64_t round = 0; round < 10; round += 2) {
      h.a = sum(h.a, mask(aes, in, round, h.b, in.a_values), in.a_values);
      h.b = sum(h.b, mask(aes, in, round + 1, h.a, in.b_values), in.b_values);
    }
    return h;
  }

  static ff1_halves decrypt(const Cipher& aes, const ff1_space& in, ff1_halves h) noexcept {
    for (std::uint64_t round = 10; round > 0; round -= 2) {
      h.b = difference(h.b, mask(aes, in, round - 1, h.a, in.b_values), in.b_values);
      h.a = difference(h.a, mask(aes, in, round - 2, h.b, in.a_values), in.a_values);
    }
    return h;
  }

 private:
  static std::uint64_t sum(std::uint64_t x, std::uint64_t y, std::uint64_t modulus) noexcept {
    const std::uint64_t all = x + y;
    return all >= modulus ? all - modulus : all;
  }

  static std::uint64_t difference(std::uint64_t x, std::uint64_t y, std::uint64_t modulus) noexcept {
    return x >= y ? x - y : x + modulus - y;
  }

  // Algorithm 7, steps 6.i to 6.vi: what is added to one half, made from the other, modulo the first one's
  // values. Instead of swapping the halves every round, the callers take turns.
  static std::uint64_t mask(const Cipher& aes, const ff1_space& in, std::uint64_t round, std::uint64_t other,
                            std::uint64_t modulus) noexcept {
    aes_block last = in.chained;
    last.low ^= round << in.number_bits | other;
    const aes_block s = aes(last);
    if (!in.wide) return s.high % modulus;
    __extension__ using wide = unsigned __int128;
    const wide y = static_cast<wide>(s.high) << 32 | s.low >> 32;
    return static_cast<std::uint64_t>(y % modulus);
  }
};

}  // namespace waypost
