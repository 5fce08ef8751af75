#pragma once

#include <compare>
#include <cstdint>
#include <string_view>

namespace waypost {

// The symbols of a code: no vowels, so that no code spells a word, and no look-alikes.
inline constexpr std::string_view alphabet = "23456789bcdfghjkmnpqrstvwxyzBCDFGHJKLMNPQRSTVWXYZ";
static_assert(alphabet.size() == 49);

inline constexpr std::uint8_t shortest_code = 7;
inline constexpr std::uint8_t longest_code = 11;

// 49^length: how many codes of that length there are. 49^11 < 2^62.
constexpr std::uint64_t numbers_of_length(std::uint8_t length) noexcept {
  std::uint64_t numbers = 1;
  for (std::uint8_t i = 0; i < length; ++i) numbers *= alphabet.size();
  return numbers;
}

// What a code stands for once decrypted. Each length is a number space of its own.
struct code_number {
  std::uint8_t length = 0;   // shortest_code to longest_code
  std::uint64_t number = 0;  // below numbers_of_length(length)

  friend auto operator<=>(const code_number&, const code_number&) = default;
};

}  // namespace waypost
