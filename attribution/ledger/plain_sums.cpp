#include "attribution/ledger/plain_sums.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "attribution/journal/checksum.hpp"
#include "attribution/ledger/fields.hpp"

namespace waypost {

namespace {

constexpr std::uint64_t largest_count = std::uint64_t{1} << 53;

struct plain_count {
  std::uint64_t count = 0;
  std::int64_t at_s = 0;
  error_number error = 0;
};

// <count>:<at_s>:<error number or 0>
std::optional<plain_count> parse(std::string_view value) {
  const auto first = value.find(':');
  if (first == value.npos) return std::nullopt;
  const auto second = value.find(':', first + 1);
  if (second == value.npos) return std::nullopt;
  const auto count = fields::number<std::uint64_t>(value.substr(0, first));
  const auto at_s = fields::number<std::int64_t>(value.substr(first + 1, second - first - 1));
  const auto error = fields::number<error_number>(value.substr(second + 1));
  if (!count || *count > largest_count || !at_s || !error || *error > largest_error_number)
    return std::nullopt;
  return plain_count{*count, *at_s, *error};
}

}  // namespace

void plain_sums::add(const plain_sums& other) {
  sent.add(other.sent);
  delivered.add(other.delivered);
  failed.add(other.failed);
}

result<void> plain_counter::take(std::string_view field, std::string_view value) {
  const auto type = report_type_of(field.substr(0, field.find(':')));
  if (!type || *type == report_type::converted) return {};
  const auto read = parse(value);
  if (!read) return errc::corrupt;
  const auto at = fact_time_in(read->at_s, created_s_);
  if (!at) return at.error();
  taken_.push_back({checksum(field), *type, *at, read->error, read->count});
  return {};
}

plain_sums plain_counter::sums() && {
  std::sort(taken_.begin(), taken_.end(), [](const taken& a, const taken& b) { return a.field < b.field; });
  const auto end = std::unique(taken_.begin(), taken_.end(),
                               [](const taken& a, const taken& b) { return a.field == b.field; });
  std::vector<quarter_sums::entry> sent;
  std::vector<quarter_sums::entry> delivered;
  std::vector<counted_failure> failed;
  for (auto each = taken_.begin(); each != end; ++each) {
    const auto quarter = quarter_of(each->at, created_s_);
    if (each->type == report_type::sent)
      sent.push_back({quarter, each->count});
    else if (each->type == report_type::delivered)
      delivered.push_back({quarter, each->count});
    else
      failed.push_back({{each->at, each->error}, each->count});
  }
  return {quarter_sums(std::move(sent)), quarter_sums(std::move(delivered)),
          sum_failures(std::move(failed), created_s_)};
}

}  // namespace waypost
