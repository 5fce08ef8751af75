#pragma once

#include <cstdint>

namespace waypost {

// 64 random bits from the operating system.
std::uint64_t random_bits();

// A number below `limit`, which is not 0, each with the same chance.
std::uint64_t random_below(std::uint64_t limit);

}  // namespace waypost
