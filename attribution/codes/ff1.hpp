#pragma once

#include <cstdint>
#include <memory>
#include <span>

namespace waypost {

// A block of AES as two big-endian words: `high` are its first 8 bytes.
struct aes_block {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
};

// A numeral string in FF1's two halves, each read as a number: A are the first length / 2 numerals (rounded
// down), B the others.
struct ff1_halves {
  std::uint64_t a = 0;
  std::uint64_t b = 0;

  friend bool operator==(const ff1_halves&, const ff1_halves&) = default;
};

// All that is the same for every numeral string of one radix, length and tweak under one key. With halves
// below 2^56, what changes from round to round is in the last 8 bytes of the last block that FF1 encrypts;
// the blocks before it are encrypted once, here.
struct ff1_space {
  std::uint64_t a_values = 0;  // how many values A has: radix^u
  std::uint64_t b_values = 0;  // radix^v
  aes_block chained;           // the CBC-MAC before its last block, xor-ed with that block's constant part
  unsigned number_bits = 0;    // 8 b
  bool wide = false;           // the step's d is 12 bytes instead of 8
};

// FF1 of NIST SP 800-38G under one key. Immutable: any thread.
class ff1 {
 public:
  virtual ~ff1();

  // Prepares for numeral strings of `length` numerals. Throws std::invalid_argument unless
  // 2 <= radix <= 65536, length >= 2, and radix^ceil(length / 2) <= 2^56.
  ff1_space space(unsigned radix, unsigned length, std::span<const std::uint8_t> tweak = {}) const;

  // Of a space that this very cipher prepared; the halves must be below its a_values and b_values.
  // Allocate nothing (but see make_openssl_ff1).
  virtual ff1_halves encrypt(const ff1_space& in, ff1_halves plain) const noexcept = 0;
  virtual ff1_halves decrypt(const ff1_space& in, ff1_halves cipher) const noexcept = 0;

 private:
  virtual aes_block aes(aes_block plain) const noexcept = 0;
};

// Whether this processor has AES instructions that make_aesni_ff1 can use.
bool processor_has_aes() noexcept;

// All three throw std::invalid_argument unless the key has 16, 24 or 32 bytes.

// The quickest that this processor can run.
std::unique_ptr<const ff1> make_ff1(std::span<const std::uint8_t> key);

// By the processor's AES instructions. Only where processor_has_aes().
std::unique_ptr<const ff1> make_aesni_ff1(std::span<const std::uint8_t> key);

// By OpenSSL, for every processor. A thread's first call allocates a context, which that thread keeps.
std::unique_ptr<const ff1> make_openssl_ff1(std::span<const std::uint8_t> key);

}  // namespace waypost
