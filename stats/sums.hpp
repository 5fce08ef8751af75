#pragma once

#include <cstdint>
#include <limits>

#include <waypost/counters.hpp>

namespace waypost {

template <class Map>
std::uint64_t sum_of(const Map& counts) {
  std::uint64_t sum = 0;
  for (const auto& [name, count] : counts) sum += count;
  return sum;
}

// Adds amounts, each in its currency. A sum that would pass 63 bits stays at their end.
inline void add_to(money& sums, const money& amounts) {
  for (const auto& [currency, minor_units] : amounts) {
    auto& sum = sums[currency];
    if (__builtin_add_overflow(sum, minor_units, &sum))
      sum = minor_units < 0 ? std::numeric_limits<std::int64_t>::min()
                            : std::numeric_limits<std::int64_t>::max();
  }
}

inline money sum_of(const std::map<quarter_hour, money>& amounts) {
  money sums;
  for (const auto& [quarter, each] : amounts) add_to(sums, each);
  return sums;
}

}  // namespace waypost
