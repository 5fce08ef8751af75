#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "attribution/ledger/conversion_facts.hpp"
#include "attribution/ledger/conversion_terms.hpp"
#include "attribution/ledger/recipient_bits.hpp"

namespace waypost {

// How far one chunk's recipients may have come.
struct funnel_facts {
  const recipient_bits& sent;
  const recipient_bits& delivered;
  const recipient_bits& clicked;
  std::span<const conversion_fact> conversions;
};

// For each of the terms' steps, how many of the chunk's recipients did it and all before it, in whatever
// order. `sent_reported`: whether a send of any of the campaign's recipients was reported; where it was not,
// all who are registered count as sent.
std::vector<std::uint64_t> count_steps(const funnel_facts& facts, std::uint32_t chunk, bool sent_reported,
                                       const conversion_terms& terms);

// The same for `recipients` of whom nothing at all was reported.
std::vector<std::uint64_t> count_steps_of_silent(std::uint64_t recipients, bool sent_reported,
                                                 const conversion_terms& terms);

}  // namespace waypost
