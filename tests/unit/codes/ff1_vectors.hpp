#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tests/support/ff1_reference.hpp"

namespace waypost::test {

// One of the sample vectors that NIST published with SP 800-38G.
struct ff1_vector {
  std::vector<std::uint8_t> key;
  unsigned radix = 0;
  std::vector<std::uint8_t> tweak;
  numerals plain;
  numerals cipher;
};

// All of tests/data/ff1-vectors.txt. Throws where the file is missing or malformed.
std::vector<ff1_vector> read_ff1_vectors();

}  // namespace waypost::test
