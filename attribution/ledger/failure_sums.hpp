#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <waypost/errors.hpp>

#include "attribution/ledger/error_number.hpp"
#include "attribution/ledger/fact_times.hpp"
#include "attribution/ledger/recipient_bits.hpp"
#include "attribution/ledger/sums_by.hpp"

namespace waypost {

// Failures by their error's number.
class failure_sums {
 public:
  struct error {
    error_number number = 0;
    quarter_sums failed;
    std::int64_t first_s = 0;  // seconds since 1970
    std::int64_t last_s = 0;

    friend bool operator==(const error&, const error&) = default;
  };

  void add(const failure_sums& other);
  void add(error more);

  const std::vector<error>& errors() const noexcept { return errors_; }
  std::size_t bytes() const noexcept;
  friend bool operator==(const failure_sums&, const failure_sums&) = default;

 private:
  std::vector<error> errors_;  // by number
};

// A chunk's array as Redis has it; [i]: recipient i. errc::corrupt where it is longer than a chunk, or no
// whole number of failures.
result<std::vector<failure>> failures_of(std::string_view array);

recipient_bits present_in(const std::vector<failure>& failures);

// As many failures as `count`, which are not never.
struct counted_failure {
  failure what;
  std::uint64_t count = 1;
};
failure_sums sum_failures(std::vector<counted_failure> failures, std::int64_t created_s);

// A chunk's.
failure_sums sum_failures(const std::vector<failure>& failures, std::int64_t created_s);

}  // namespace waypost
