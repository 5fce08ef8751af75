#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "attribution/ledger/conversion_facts.hpp"
#include "attribution/ledger/conversion_terms.hpp"
#include "attribution/ledger/recipient_bits.hpp"
#include "attribution/ledger/sums_by.hpp"

namespace waypost {

// What one goal brought, in one chunk or in all.
struct goal_sums {
  struct kind {
    quarter_sums converted;  // recipients, each at the first of its conversions that count
    revenue_sums revenue;    // of all conversions that count

    friend bool operator==(const kind&, const kind&) = default;
  };

  kind influenced;
  kind click_through;

  void add(const goal_sums& other);
  std::size_t bytes() const noexcept;
  friend bool operator==(const goal_sums&, const goal_sums&) = default;
};

// Whether a conversion lies in a window that began when its recipient was sent the message, or was
// registered. No window has no end.
bool lies_within(const conversion_fact& fact, std::optional<std::int64_t> window_s, std::uint32_t chunk,
                 const conversion_terms& terms);

// One for each of the terms' goals.
std::vector<goal_sums> sum_conversions(std::span<const conversion_fact> facts, std::uint32_t chunk,
                                       const conversion_terms& terms);

// Who did the event within the window.
recipient_bits converted_to(conversion_terms::event_index event, std::optional<std::int64_t> window_s,
                            std::span<const conversion_fact> facts, std::uint32_t chunk,
                            const conversion_terms& terms);

}  // namespace waypost
