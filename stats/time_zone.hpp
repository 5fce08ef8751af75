#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace date {
class time_zone;
}

namespace waypost {

// What clocks show somewhere: a zone of the IANA database as the system has it installed (Debian: tzdata),
// which is read at the first use and then stays. A value; one thread, the API's. Daylight saving is known up
// to 2037; later times have the zone's standard offset.
//
// Times are seconds since 1970 in UTC; what a clock shows is counted in seconds as well, since its own
// 1970-01-01T00:00.
class time_zone {
 public:
  // Nothing where there is no zone of this name ("Asia/Kolkata", "UTC").
  static std::optional<time_zone> find(std::string_view name);

  // From when, until when, and how many seconds east of UTC its clocks are set.
  struct setting {
    std::int64_t from_s = 0;
    std::int64_t until_s = 0;
    std::int64_t offset_s = 0;
  };
  setting setting_at(std::int64_t time_s) const;

  std::int64_t clock_at(std::int64_t time_s) const { return time_s + setting_at(time_s).offset_s; }

  // The first moment at which the clocks show `clock_s` or later.
  std::int64_t first_at(std::int64_t clock_s) const;

  // RFC 3339 as its clocks show it: "2026-11-20T00:00:00+05:45".
  std::string text_of(std::int64_t time_s) const;

 private:
  explicit time_zone(const date::time_zone* zone) : zone_(zone) {}

  const date::time_zone* zone_;
};

}  // namespace waypost
