#pragma once

#include <array>
#include <charconv>
#include <cstdint>
#include <limits>
#include <string>

namespace waypost {

// In decimal, without a string of its own: rows are written by the million.
inline void append_number(std::string& to, std::uint32_t number) {
  std::array<char, std::numeric_limits<std::uint32_t>::digits10 + 1> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  to.append(digits.data(), end);
}

}  // namespace waypost
