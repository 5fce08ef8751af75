#pragma once

#include <cstdint>
#include <string_view>

#include "attribution/journal/checksum.hpp"

namespace waypost {

// What stands for an error's code in facts; 0 is no error. Two codes of the same number share one line.
using error_number = std::uint16_t;

inline error_number error_number_of(std::string_view code) noexcept {
  const auto low = static_cast<error_number>(checksum(code) & 0xffff);
  return low == 0 ? error_number{1} : low;
}

// A recipient's failure as its array has it, in 48 bits: the lower of two is the earlier.
struct failure {
  std::uint32_t at = 0;  // a fact_time; 0 is never
  error_number error = 0;

  constexpr std::uint64_t packed() const noexcept { return std::uint64_t{at} << 16 | error; }
  static constexpr failure unpacked(std::uint64_t bits) noexcept {
    return {static_cast<std::uint32_t>(bits >> 16), static_cast<error_number>(bits & 0xffff)};
  }

  friend bool operator==(const failure&, const failure&) = default;
};

}  // namespace waypost
