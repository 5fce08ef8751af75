#include "attribution/ledger/plain_sums.hpp"

#include <optional>
#include <utility>

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
  if (!count || *count > largest_count || !at_s || !error) return std::nullopt;
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
  const auto quarter = quarter_of(*at, created_s_);
  if (*type == report_type::sent)
    sent_.push_back({quarter, read->count});
  else if (*type == report_type::delivered)
    delivered_.push_back({quarter, read->count});
  else
    failed_.push_back({{*at, read->error}, read->count});
  return {};
}

plain_sums plain_counter::sums() && {
  return {quarter_sums(std::move(sent_)), quarter_sums(std::move(delivered_)),
          sum_failures(std::move(failed_), created_s_)};
}

}  // namespace waypost
