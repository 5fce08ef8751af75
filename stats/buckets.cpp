#include "stats/buckets.hpp"

#include <algorithm>
#include <chrono>

namespace waypost {
namespace {

namespace chrono = std::chrono;

constexpr std::int64_t hour_s = 3600;
constexpr chrono::days monday_before_1970{-3};

chrono::year_month month_of(std::int64_t number) {
  return chrono::year_month{chrono::year(1970), chrono::January} + chrono::months(number);
}

// Which day, week or month a clock shows: counted from the one that has 1970-01-01.
std::int64_t number_at(interval each, std::int64_t clock_s) {
  const auto day = chrono::floor<chrono::days>(chrono::sys_seconds(chrono::seconds(clock_s)));
  switch (each) {
    case interval::week:
      return chrono::floor<chrono::weeks>(day.time_since_epoch() - monday_before_1970).count();
    case interval::month: {
      const chrono::year_month_day date(day);
      return (static_cast<int>(date.year()) - 1970) * 12 + static_cast<int>(unsigned(date.month())) - 1;
    }
    default:
      return day.time_since_epoch().count();
  }
}

// What the clock shows when that day, week or month begins.
std::int64_t clock_of(interval each, std::int64_t number) {
  switch (each) {
    case interval::week:
      return chrono::seconds(monday_before_1970 + chrono::weeks(number)).count();
    case interval::month:
      return chrono::sys_seconds(chrono::sys_days(month_of(number) / 1)).time_since_epoch().count();
    default:
      return chrono::seconds(chrono::days(number)).count();
  }
}

std::int64_t start_of_hour(std::int64_t clock_s) {
  return chrono::seconds(chrono::floor<chrono::hours>(chrono::seconds(clock_s))).count();
}

// Where the hour that `time_s` lies in begins.
std::int64_t hour_at(const time_zone& zone, std::int64_t time_s) {
  const auto now = zone.setting_at(time_s);
  const auto begin = start_of_hour(time_s + now.offset_s) - now.offset_s;
  const bool set_since = begin < now.from_s && zone.setting_at(now.from_s - 1).offset_s != now.offset_s;
  return set_since ? now.from_s : begin;
}

std::int64_t hour_after(const time_zone& zone, std::int64_t begin_s) {
  const auto now = zone.setting_at(begin_s);
  const auto end = start_of_hour(begin_s + now.offset_s) + hour_s - now.offset_s;
  const bool set_before = now.until_s < end && zone.setting_at(now.until_s).offset_s != now.offset_s;
  return set_before ? now.until_s : end;
}

// Where each hour begins, and where the last ends; one edge too many where these are more than `most`.
std::vector<std::int64_t> edges_of_hours(const time_zone& zone, std::int64_t from_s, std::int64_t until_s,
                                         std::size_t most) {
  std::vector<std::int64_t> edges{hour_at(zone, from_s)};
  while (edges.back() < until_s && edges.size() <= most + 1) edges.push_back(hour_after(zone, edges.back()));
  return edges;
}

// The same for days, weeks and months.
std::vector<std::int64_t> edges_by_date(interval each, const time_zone& zone, std::int64_t from_s,
                                        std::int64_t until_s, std::size_t most) {
  auto number = number_at(each, zone.clock_at(from_s));
  // A clock set back over midnight shows the day before again: that time is of the day that had begun.
  while (zone.first_at(clock_of(each, number + 1)) <= from_s) ++number;
  std::vector<std::int64_t> edges{zone.first_at(clock_of(each, number))};
  while (edges.back() < until_s && edges.size() <= most + 1) {
    const auto next = zone.first_at(clock_of(each, ++number));
    if (next > edges.back()) edges.push_back(next);
  }
  return edges;
}

}  // namespace

std::optional<buckets> buckets::covering(interval each, const time_zone& zone, std::int64_t from_s,
                                         std::int64_t until_s, std::size_t most) {
  buckets made(zone);
  made.edges_ = each == interval::hour ? edges_of_hours(zone, from_s, until_s, most)
                                       : edges_by_date(each, zone, from_s, until_s, most);
  return made.size() <= most ? std::optional(std::move(made)) : std::nullopt;
}

std::optional<std::size_t> buckets::of(quarter_hour quarter) const {
  const auto time_s = quarter * quarter_hour_s;
  const auto after = std::upper_bound(edges_.begin(), edges_.end(), time_s);
  if (after == edges_.begin() || after == edges_.end()) return std::nullopt;
  return static_cast<std::size_t>(after - edges_.begin() - 1);
}

std::vector<std::string> buckets::starts() const {
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < size(); ++i) texts.push_back(zone_.text_of(edges_[i]));
  return texts;
}

std::vector<std::uint64_t> buckets::spread(const quarter_counts& counts) const {
  std::vector<std::uint64_t> sums(size());
  for (const auto& [quarter, count] : counts)
    if (const auto bucket = of(quarter)) sums[*bucket] += count;
  return sums;
}

}  // namespace waypost
