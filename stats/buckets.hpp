#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <waypost/counters.hpp>

#include "stats/interval.hpp"
#include "stats/time_zone.hpp"

namespace waypost {

// Consecutive hours, days, weeks or months of a zone's clocks, without holes. A day begins at the first
// moment at which the clocks show it or a later one, so it may have 23 or 25 hours, or begin at 01:00; a day
// that the clocks skipped is left out. An hour ends with the clock's hour, or where the clock is set. A
// value.
class buckets {
 public:
  // Those that `from_s` … `until_s` - 1 (at least one second) lie in or touch. Nothing where these are more
  // than `most`.
  static std::optional<buckets> covering(interval each, const time_zone& zone, std::int64_t from_s,
                                         std::int64_t until_s, std::size_t most);

  std::size_t size() const noexcept { return edges_.size() - 1; }

  // The bucket that the quarter of an hour begins in; nothing where it begins in none.
  std::optional<std::size_t> of(quarter_hour quarter) const;

  // When each begins, as the zone's clocks show it.
  std::vector<std::string> starts() const;

  // `counts` added up by bucket; those outside are left out.
  std::vector<std::uint64_t> spread(const quarter_counts& counts) const;

 private:
  explicit buckets(const time_zone& zone) : zone_(zone) {}

  time_zone zone_;
  std::vector<std::int64_t> edges_;  // where each begins, and where the last one ends
};

}  // namespace waypost
