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

// Adds up a hash, field by field.
class plain_counter {
 public:
  explicit plain_counter(std::int64_t created_s) : created_s_(created_s) {}

  // Passes over types of reports it does not know. errc::corrupt for a value that makes no sense.
  result<void> take(std::string_view field, std::string_view value);

  plain_sums sums() &&;

 private:
  std::int64_t created_s_;
  std::vector<quarter_sums::entry> sent_;
  std::vector<quarter_sums::entry> delivered_;
  std::vector<counted_failure> failed_;
};

}  // namespace waypost
