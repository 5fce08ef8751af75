#pragma once

#include <bit>
#include <cstdint>

#include <waypost/ids.hpp>

namespace waypost {

// Facts are kept, and recipients selected, in chunks of this many positions.
inline constexpr std::uint32_t recipients_per_chunk = 65536;

// A campaign may have 2^30 numbers, over all its blocks.
inline constexpr std::uint64_t most_numbers_per_campaign = std::uint64_t{1} << 30;

// A run of numbers given to one campaign: number - first_number = recipient * links + link, both counted from
// the block's own first recipient and first link. The numbers lie at the start of an aligned run whose size
// is a power of two; what the run has beyond recipients * links stays unused.
//
// A block of shared codes has one "recipient", who is nobody: its codes stand for links alone.
struct block {
  campaign_id campaign{};
  std::uint64_t first_number = 0;  // a multiple of run_size()
  std::uint32_t recipients = 0;    // at least 1
  std::uint32_t first_recipient = 0;
  std::uint16_t first_link = 0;
  std::uint16_t links = 0;  // at least 1
  std::uint8_t length = 0;  // of the codes
  bool shared = false;

  // How many codes stand for something.
  std::uint64_t numbers() const noexcept { return std::uint64_t{recipients} * links; }

  // The size of the aligned run: the next power of two.
  std::uint64_t run_size() const noexcept { return std::bit_ceil(numbers()); }

  friend bool operator==(const block&, const block&) = default;
};

}  // namespace waypost
