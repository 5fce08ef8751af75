#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <waypost/errors.hpp>

#include "attribution/ledger/attributed.hpp"
#include "attribution/ledger/recipient_bits.hpp"
#include "attribution/ledger/sums_by.hpp"

namespace waypost {

// Seconds since 1970 of a time that is not never.
constexpr std::int64_t seconds_of(fact_time at, std::int64_t created_s) noexcept {
  return created_s + at - 1;
}
constexpr quarter_hour quarter_of(fact_time at, std::int64_t created_s) noexcept {
  return static_cast<quarter_hour>(seconds_of(at, created_s) / quarter_hour_s);
}

// An event's own time, as facts have it. errc::corrupt where nothing ever happened then.
result<fact_time> fact_time_in(std::int64_t at_s, std::int64_t created_s) noexcept;

// A chunk's array as Redis has it; [i]: recipient i, 0 is never. errc::corrupt where it is longer than a
// chunk, or no whole number of times.
result<std::vector<fact_time>> times_of(std::string_view array);

// One chunk's times of one kind, added up.
struct time_sums {
  quarter_sums by_quarter;
  recipient_bits present;

  std::size_t bytes() const noexcept { return by_quarter.bytes() + present.num_blocks() * 8; }
  friend bool operator==(const time_sums&, const time_sums&) = default;
};

recipient_bits present_in(std::span<const fact_time> times);
time_sums sum_times(std::span<const fact_time> times, std::int64_t created_s);

}  // namespace waypost
