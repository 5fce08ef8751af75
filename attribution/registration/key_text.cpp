#include "attribution/registration/key_text.hpp"

#include <openssl/sha.h>

#include "attribution/registry/registry.hpp"

namespace waypost {
namespace {

constexpr std::string_view prefix = "wp_";
constexpr std::size_t id_digits = 16;
constexpr std::size_t secret_words = 4;  // of 64 bits

}  // namespace

key_text key_text::draw(key_id id) {
  key_text drawn;
  drawn.id = id;
  for (std::size_t word = 0; word < secret_words; ++word) {
    auto bits = random_bits();
    for (std::size_t byte = 0; byte < 8; ++byte, bits >>= 8)
      drawn.secret[word * 8 + byte] = static_cast<std::uint8_t>(bits & 0xff);
  }
  return drawn;
}

std::optional<key_text> key_text::parse(std::string_view text) {
  if (text.size() != prefix.size() + id_digits + 1 + secret_words * 16) return std::nullopt;
  if (!text.starts_with(prefix) || text[prefix.size() + id_digits] != '_') return std::nullopt;
  const auto id = parse_id<key_id>(text.substr(prefix.size(), id_digits));
  if (!id) return std::nullopt;
  key_text read;
  read.id = *id;
  const auto secret = text.substr(prefix.size() + id_digits + 1);
  for (std::size_t word = 0; word < secret_words; ++word) {
    const auto bits = detail::from_hex16(secret.substr(word * 16, 16));
    if (!bits) return std::nullopt;
    for (std::size_t byte = 0; byte < 8; ++byte)
      read.secret[word * 8 + byte] = static_cast<std::uint8_t>(*bits >> (56 - 8 * byte) & 0xff);
  }
  return read;
}

std::string key_text::text() const {
  std::string spelled(prefix);
  spelled += to_text(id) + '_';
  for (std::size_t word = 0; word < secret_words; ++word) {
    std::uint64_t bits = 0;
    for (std::size_t byte = 0; byte < 8; ++byte) bits = bits << 8 | secret[word * 8 + byte];
    spelled += detail::hex16(bits);
  }
  return spelled;
}

std::array<std::uint8_t, 32> key_text::digest() const {
  std::array<std::uint8_t, 32> hash{};
  SHA256(secret.data(), secret.size(), hash.data());
  return hash;
}

}  // namespace waypost
