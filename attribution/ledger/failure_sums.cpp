#include "attribution/ledger/failure_sums.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include <boost/endian/conversion.hpp>

#include <waypost/block.hpp>

namespace waypost {

namespace {

failure_sums::error sum_error(std::span<const counted_failure> by_time, std::int64_t created_s) {
  std::vector<quarter_sums::entry> entries;
  for (const auto& failed : by_time) {
    const auto quarter = quarter_of(failed.what.at, created_s);
    if (entries.empty() || entries.back().key != quarter) entries.push_back({quarter, 0});
    entries.back().sum = added(entries.back().sum, failed.count);
  }
  return {by_time.front().what.error, quarter_sums(std::move(entries)),
          seconds_of(by_time.front().what.at, created_s), seconds_of(by_time.back().what.at, created_s)};
}

}  // namespace

void failure_sums::add(const failure_sums& other) {
  for (const auto& more : other.errors_) add(more);
}

void failure_sums::add(error more) {
  const auto place = std::lower_bound(errors_.begin(), errors_.end(), more.number,
                                      [](const error& e, error_number number) { return e.number < number; });
  if (place == errors_.end() || place->number != more.number) {
    errors_.insert(place, std::move(more));
    return;
  }
  place->failed.add(more.failed);
  place->first_s = std::min(place->first_s, more.first_s);
  place->last_s = std::max(place->last_s, more.last_s);
}

std::size_t failure_sums::bytes() const noexcept {
  std::size_t bytes = errors_.capacity() * sizeof(error);
  for (const auto& e : errors_) bytes += e.failed.bytes();
  return bytes;
}

result<std::vector<failure>> failures_of(std::string_view array) {
  if (array.size() % failure::bytes != 0) return errc::corrupt;
  if (array.size() > recipients_per_chunk * failure::bytes) return errc::corrupt;
  std::vector<failure> failures(array.size() / failure::bytes);
  const auto* bytes = reinterpret_cast<const unsigned char*>(array.data());
  for (std::size_t i = 0; i < failures.size(); ++i)
    failures[i] = failure::unpacked(boost::endian::load_big_u56(bytes + i * failure::bytes));
  return failures;
}

recipient_bits present_in(const std::vector<failure>& failures) {
  return bits_where(failures.size(), [&](std::size_t i) { return failures[i].at != 0; });
}

failure_sums sum_failures(std::vector<counted_failure> failures, std::int64_t created_s) {
  std::sort(failures.begin(), failures.end(), [](const counted_failure& a, const counted_failure& b) {
    return std::pair(a.what.error, a.what.at) < std::pair(b.what.error, b.what.at);
  });
  failure_sums sums;
  for (auto begin = failures.cbegin(); begin != failures.cend();) {
    const auto end = std::find_if(
        begin, failures.cend(), [&](const counted_failure& f) { return f.what.error != begin->what.error; });
    sums.add(sum_error({begin, end}, created_s));
    begin = end;
  }
  return sums;
}

failure_sums sum_failures(const std::vector<failure>& failures, std::int64_t created_s) {
  std::vector<counted_failure> happened;
  for (const auto& f : failures)
    if (f.at != 0) happened.push_back({f, 1});
  return sum_failures(std::move(happened), created_s);
}

}  // namespace waypost
