#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <waypost/errors.hpp>
#include <waypost/report.hpp>

#include "attribution/ledger/failure_sums.hpp"
#include "attribution/ledger/sums_by.hpp"

namespace waypost {

// Plain counts of messages of one hash, or of all of a campaign's.
struct plain_sums {
  quarter_sums sent;
  quarter_sums delivered;
  failure_sums failed;

  void add(const plain_sums& other);
  std::size_t bytes() const noexcept { return sent.bytes() + delivered.bytes() + failed.bytes(); }
  friend bool operator==(const plain_sums&, const plain_sums&) = default;
};

// Adds up a hash, field by field. A field may come again.
class plain_counter {
 public:
  explicit plain_counter(std::int64_t created_s) : created_s_(created_s) {}

  // Passes over types of reports it does not know. errc::corrupt for a value that makes no sense.
  result<void> take(std::string_view field, std::string_view value);

  plain_sums sums() &&;

 private:
  std::int64_t created_s_;
  struct taken {
    std::uint64_t field = 0;  // its hash
    report_type type = report_type::sent;
    fact_time at = 0;
    error_number error = 0;
    std::uint64_t count = 0;
  };

  std::vector<taken> taken_;
};

}  // namespace waypost
