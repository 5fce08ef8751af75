#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace waypost {

// A number of per cent with two decimals, rounded half up; none where there is nothing to divide by.
struct rate {
  std::optional<std::uint64_t> hundredths;  // of a per cent: 6667 is 66.67 %

  friend bool operator==(const rate&, const rate&) = default;
};

// part / whole × 100, computed in integers: 2 of 3 is 66.67. None where `whole` is 0.
rate rate_of(std::uint64_t part, std::uint64_t whole) noexcept;

// As a decimal number of one or two decimals ("66.67", "50.0", "0.5"), so that whoever reads it takes it for
// no integer; empty for none.
std::string to_text(const rate& shown);

}  // namespace waypost
