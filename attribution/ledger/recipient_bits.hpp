#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <boost/dynamic_bitset.hpp>

#include <waypost/errors.hpp>

namespace waypost {

// A bit for each recipient of a chunk; recipients past its end have none set.
using recipient_bits = boost::dynamic_bitset<std::uint64_t>;

// Bit i is set where `holds(i)`.
template <class Holds>
recipient_bits bits_where(std::size_t size, Holds holds) {
  std::vector<std::uint64_t> blocks((size + 63) / 64);
  for (std::size_t i = 0; i < size; ++i) blocks[i / 64] |= std::uint64_t{holds(i) ? 1U : 0U} << (i % 64);
  return recipient_bits(blocks.begin(), blocks.end());
}

// The first `size` recipients.
recipient_bits first_recipients(std::size_t size);

// A bitmap as Redis has it. errc::corrupt where it is longer than a chunk.
result<recipient_bits> bits_of(std::string_view bitmap);

// Leaves in `bits` what is in `others` too.
void keep_common(recipient_bits& bits, const recipient_bits& others);

// Adds to `bits` what is in `others`.
void add_all(recipient_bits& bits, recipient_bits others);

}  // namespace waypost
