#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

extern "C" {
struct evp_cipher_ctx_st;
}

namespace waypost::test {

// A numeral string as SP 800-38G has it: the most significant numeral first.
using numerals = std::vector<unsigned>;

// FF1 step by step as NIST SP 800-38G, algorithms 7 and 8, spell it, without a thought for speed: what
// quicker implementations are compared with. Any radix up to 65536, any tweak, keys of 128, 192 and 256 bits,
// numeral strings whose halves stay below 2^104. One thread.
class ff1_reference {
 public:
  explicit ff1_reference(std::span<const std::uint8_t> key);

  numerals encrypt(unsigned radix, std::span<const std::uint8_t> tweak, const numerals& plain);
  numerals decrypt(unsigned radix, std::span<const std::uint8_t> tweak, const numerals& cipher);

 private:
  __extension__ using number = unsigned __int128;
  using bytes = std::vector<std::uint8_t>;
  using block = std::array<std::uint8_t, 16>;

  // Steps 5 and 6.i to 6.v: the number y of round `round`, made of the half `other`, modulo `modulus`.
  number round_number(unsigned radix, std::span<const std::uint8_t> tweak, std::size_t length, unsigned round,
                      const numerals& other, number modulus);
  block aes(block plain);
  block prf(const bytes& blocks);

  std::unique_ptr<evp_cipher_ctx_st, void (*)(evp_cipher_ctx_st*)> context_;
};

}  // namespace waypost::test
