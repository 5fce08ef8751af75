#pragma once

#include <array>
#include <charconv>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace waypost {

// Ids are random numbers, not counters: a Redis that lost its last second would count the same ones out
// twice. As text each is 16 lower-case hexadecimal digits.
enum class campaign_id : std::uint64_t {};  // 62 bits
enum class account_id : std::uint64_t {};   // 62 bits
enum class key_id : std::uint64_t {};       // 62 bits
enum class upload_id : std::uint64_t {};    // 62 bits
enum class nonce : std::uint64_t {};        // 64 bits: the identity of a registry entry

// The largest value of the ids of 62 bits.
inline constexpr std::uint64_t largest_id = (std::uint64_t{1} << 62) - 1;

namespace detail {

inline std::string hex16(std::uint64_t value) {
  std::array<char, 16> digits;
  digits.fill('0');
  std::array<char, 16> tail;
  const auto end = std::to_chars(tail.data(), tail.data() + tail.size(), value, 16).ptr;
  const auto length = static_cast<std::size_t>(end - tail.data());
  for (std::size_t i = 0; i < length; ++i) digits[16 - length + i] = tail[i];
  return {digits.data(), digits.size()};
}

inline std::optional<std::uint64_t> from_hex16(std::string_view text) {
  if (text.size() != 16 || text.find_first_not_of("0123456789abcdef") != text.npos) return std::nullopt;
  std::uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value, 16);
  return value;
}

}  // namespace detail

// An id as text: `to_text(campaign_id{1})` is "0000000000000001".
template <class Id>
requires std::is_enum_v<Id> std::string to_text(Id id) {
  return detail::hex16(static_cast<std::uint64_t>(id));
}

// The id that `text` spells, or nothing where it is not exactly 16 lower-case hexadecimal digits.
template <class Id>
requires std::is_enum_v<Id> std::optional<Id> parse_id(std::string_view text) {
  const auto value = detail::from_hex16(text);
  return value ? std::optional<Id>{Id{*value}} : std::nullopt;
}

}  // namespace waypost
