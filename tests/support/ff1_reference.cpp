#include "tests/support/ff1_reference.hpp"

#include <stdexcept>
#include <utility>

#include <openssl/evp.h>

namespace waypost::test {

namespace {

__extension__ using number = unsigned __int128;

// NUM_radix, algorithm 1.
number num(unsigned radix, const numerals& string) {
  number x = 0;
  for (const unsigned numeral : string) x = x * radix + numeral;
  return x;
}

// STR, algorithm 3.
numerals str(unsigned radix, std::size_t length, number x) {
  numerals string(length);
  for (std::size_t i = length; i-- > 0; x /= radix) string[i] = static_cast<unsigned>(x % radix);
  return string;
}

number power(unsigned radix, std::size_t exponent) {
  number result = 1;
  for (std::size_t i = 0; i < exponent; ++i) {
    result *= radix;
    if (result >> 104 != 0) throw std::invalid_argument("numeral string too long");
  }
  return result;
}

void append(std::vector<std::uint8_t>& to, number value, std::size_t bytes) {
  for (std::size_t i = bytes; i-- > 0;) to.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

// b of step 3: the bytes that hold radix^v - 1.
std::size_t bytes_of_half(unsigned radix, std::size_t v) {
  std::size_t bytes = 0;
  for (number rest = power(radix, v) - 1; rest != 0; rest >>= 8) ++bytes;
  return bytes;
}

numerals joined(numerals a, const numerals& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

}  // namespace

ff1_reference::ff1_reference(std::span<const std::uint8_t> key)
    : context_(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free) {
  const EVP_CIPHER* cipher = key.size() == 16   ? EVP_aes_128_ecb()
                             : key.size() == 24 ? EVP_aes_192_ecb()
                                                : EVP_aes_256_ecb();
  if (EVP_EncryptInit_ex(context_.get(), cipher, nullptr, key.data(), nullptr) != 1)
    throw std::runtime_error("OpenSSL refused the key");
  EVP_CIPHER_CTX_set_padding(context_.get(), 0);
}

numerals ff1_reference::encrypt(unsigned radix, std::span<const std::uint8_t> tweak, const numerals& plain) {
  const std::size_t u = plain.size() / 2;
  numerals a(plain.begin(), plain.begin() + static_cast<std::ptrdiff_t>(u));
  numerals b(plain.begin() + static_cast<std::ptrdiff_t>(u), plain.end());
  for (unsigned i = 0; i < 10; ++i) {
    const std::size_t m = i % 2 == 0 ? u : plain.size() - u;
    const number modulus = power(radix, m);
    const number y = round_number(radix, tweak, plain.size(), i, b, modulus);
    const number c = (num(radix, a) + y) % modulus;
    a = std::move(b);
    b = str(radix, m, c);
  }
  return joined(a, b);
}

numerals ff1_reference::decrypt(unsigned radix, std::span<const std::uint8_t> tweak, const numerals& cipher) {
  const std::size_t u = cipher.size() / 2;
  numerals a(cipher.begin(), cipher.begin() + static_cast<std::ptrdiff_t>(u));
  numerals b(cipher.begin() + static_cast<std::ptrdiff_t>(u), cipher.end());
  for (unsigned i = 10; i-- > 0;) {
    const std::size_t m = i % 2 == 0 ? u : cipher.size() - u;
    const number modulus = power(radix, m);
    const number y = round_number(radix, tweak, cipher.size(), i, a, modulus);
    const number c = (num(radix, b) + modulus - y) % modulus;
    b = std::move(a);
    a = str(radix, m, c);
  }
  return joined(a, b);
}

ff1_reference::number ff1_reference::round_number(unsigned radix, std::span<const std::uint8_t> tweak,
                                                  std::size_t length, unsigned round, const numerals& other,
                                                  number modulus) {
  const std::size_t u = length / 2;
  const std::size_t b = bytes_of_half(radix, length - u);
  const std::size_t d = 4 * ((b + 3) / 4) + 4;

  bytes blocks;
  blocks.reserve(64 + tweak.size());
  append(blocks, 0x010201, 3);  // P
  append(blocks, radix, 3);
  blocks.push_back(10);
  blocks.push_back(static_cast<std::uint8_t>(u % 256));
  append(blocks, length, 4);
  append(blocks, tweak.size(), 4);
  blocks.insert(blocks.end(), tweak.begin(), tweak.end());  // Q
  while ((blocks.size() + b + 1) % 16 != 0) blocks.push_back(0);
  blocks.push_back(static_cast<std::uint8_t>(round));
  append(blocks, num(radix, other), b);

  const block r = prf(blocks);
  bytes s(r.begin(), r.end());
  for (std::uint8_t j = 1; s.size() < d; ++j) {
    block counted = r;
    counted[15] = static_cast<std::uint8_t>(counted[15] ^ j);
    counted = aes(counted);
    s.insert(s.end(), counted.begin(), counted.end());
  }
  number y = 0;
  for (std::size_t i = 0; i < d; ++i) {
    y = y * 256 + s[i];
    if (y >> 112 != 0) y %= modulus;  // the next byte must fit
  }
  return y % modulus;
}

ff1_reference::block ff1_reference::aes(block plain) {
  int written = 0;
  if (EVP_EncryptUpdate(context_.get(), plain.data(), &written, plain.data(), 16) != 1 || written != 16)
    throw std::runtime_error("OpenSSL did not encrypt");
  return plain;
}

// Algorithm 6.
ff1_reference::block ff1_reference::prf(const bytes& blocks) {
  block chained{};
  for (std::size_t at = 0; at < blocks.size(); at += 16) {
    for (std::size_t i = 0; i < 16; ++i) chained[i] = static_cast<std::uint8_t>(chained[i] ^ blocks[at + i]);
    chained = aes(chained);
  }
  return chained;
}

}  // namespace waypost::test
