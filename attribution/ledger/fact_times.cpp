#include "attribution/ledger/fact_times.hpp"

#include <algorithm>

#include <boost/endian/conversion.hpp>

#include <waypost/block.hpp>

namespace waypost {

namespace {

// About two years; where the times lie further apart they are sorted instead.
constexpr std::uint32_t most_quarters_in_a_row = 65536;

quarter_sums sum_sorted(std::span<const fact_time> times, std::int64_t created_s) {
  std::vector<quarter_sums::entry> entries;
  for (const auto at : times)
    if (at != 0) entries.push_back({quarter_of(at, created_s), 1});
  return quarter_sums(std::move(entries));
}

quarter_sums sum_quarters(std::span<const fact_time> times, std::int64_t created_s) {
  // Never is the largest number here.
  fact_time earliest = 0xffffffff;
  fact_time latest = 0;
  for (const auto at : times) {
    earliest = std::min(earliest, at - 1);
    latest = std::max(latest, at);
  }
  if (latest == 0) return {};
  const auto first = quarter_of(earliest + 1, created_s);
  const auto last = quarter_of(latest, created_s);
  if (last - first >= most_quarters_in_a_row) return sum_sorted(times, created_s);
  // One more place, for never, which saves the loop a branch that nobody can predict.
  std::vector<std::uint32_t> counts(last - first + 2);
  const auto since_first = static_cast<std::uint64_t>(created_s - std::int64_t{first} * quarter_hour_s - 1);
  for (const auto at : times) {
    const auto place = (since_first + at) / quarter_hour_s;
    ++counts[at == 0 ? counts.size() - 1 : static_cast<std::size_t>(place)];
  }
  std::vector<quarter_sums::entry> entries;
  for (quarter_hour i = 0; i + 1 < counts.size(); ++i)
    if (counts[i] != 0) entries.push_back({first + i, counts[i]});
  return quarter_sums(std::move(entries));
}

}  // namespace

result<fact_time> fact_time_in(std::int64_t at_s, std::int64_t created_s) noexcept {
  constexpr std::int64_t furthest = std::int64_t{1} << 53;
  if (at_s > furthest || at_s < -furthest) return errc::corrupt;
  return fact_time_of(at_s, created_s);
}

result<std::vector<fact_time>> times_of(std::string_view array) {
  if (array.size() % sizeof(fact_time) != 0) return errc::corrupt;
  if (array.size() > recipients_per_chunk * sizeof(fact_time)) return errc::corrupt;
  std::vector<fact_time> times(array.size() / sizeof(fact_time));
  const auto* bytes = reinterpret_cast<const unsigned char*>(array.data());
  for (std::size_t i = 0; i < times.size(); ++i)
    times[i] = boost::endian::load_big_u32(bytes + i * sizeof(fact_time));
  return times;
}

recipient_bits present_in(std::span<const fact_time> times) {
  return bits_where(times.size(), [&](std::size_t i) { return times[i] != 0; });
}

time_sums sum_times(std::span<const fact_time> times, std::int64_t created_s) {
  return {sum_quarters(times, created_s), present_in(times)};
}

}  // namespace waypost
