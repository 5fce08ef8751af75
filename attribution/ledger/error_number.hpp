#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "attribution/journal/checksum.hpp"

namespace waypost {

// What stands for an error's code in facts: 21 bits; 0 is no error. Codes of up to six digits have numbers of
// their own, "7" and "007" are two. Any other, a text code, shares those above by its hash: two of the same
// number share one line.
using error_number = std::uint32_t;

inline constexpr unsigned error_number_bits = 21;
inline constexpr error_number largest_error_number = (error_number{1} << error_number_bits) - 1;
inline constexpr std::size_t most_digits_of_own_number = 6;
inline constexpr error_number first_of_text_codes = 1111111;  // 10 + 100 + … + 1,000,000 are below

inline bool is_text_code(std::string_view code) noexcept {
  return code.empty() || code.size() > most_digits_of_own_number ||
         !std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
}

inline error_number error_number_of(std::string_view code) noexcept {
  if (is_text_code(code))
    return first_of_text_codes +
           static_cast<error_number>(checksum(code) % (largest_error_number - first_of_text_codes + 1));
  // Digits that count from 1 tell leading zeros apart, and leave 0 to none.
  error_number number = 0;
  for (const char digit : code) number = number * 10 + static_cast<error_number>(digit - '0') + 1;
  return number;
}

// A recipient's failure as its array has it, in 53 bits, which are exact in Lua: the lower of two is the
// earlier.
struct failure {
  static constexpr std::size_t bytes = 7;  // of an entry of the array

  std::uint32_t at = 0;  // a fact_time; 0 is never
  error_number error = 0;

  constexpr std::uint64_t packed() const noexcept { return std::uint64_t{at} << error_number_bits | error; }
  static constexpr failure unpacked(std::uint64_t bits) noexcept {
    return {static_cast<std::uint32_t>(bits >> error_number_bits),
            static_cast<error_number>(bits & largest_error_number)};
  }

  friend bool operator==(const failure&, const failure&) = default;
};

}  // namespace waypost
