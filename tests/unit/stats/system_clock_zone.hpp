#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "stats/interval.hpp"

namespace waypost::test {

// What clocks show by the C library, which reads the tz database by itself. One at a time, since TZ is the
// process's.
class system_clock_zone {
 public:
  explicit system_clock_zone(const std::string& name) {
    setenv("TZ", (":" + name).c_str(), 1);
    tzset();
  }
  ~system_clock_zone() {
    unsetenv("TZ");
    tzset();
  }
  system_clock_zone(const system_clock_zone&) = delete;
  system_clock_zone& operator=(const system_clock_zone&) = delete;

  std::tm at(std::int64_t time_s) const {
    const std::time_t time = time_s;
    std::tm shown{};
    localtime_r(&time, &shown);
    return shown;
  }

  std::int64_t offset_at(std::int64_t time_s) const { return at(time_s).tm_gmtoff; }

  // RFC 3339; the offset is whole minutes.
  std::string text_of(std::int64_t time_s) const {
    const auto shown = at(time_s);
    char text[64];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S%z", &shown);
    auto made = std::string(text);
    made.insert(made.size() - 2, ":");
    return made;
  }

  // At which quarters of an hour one bucket ends and the next begins, from `from_s` to `until_s`, for each
  // interval. Found by walking: a date begins when the clock shows a later one than ever before, an hour when
  // the clock shows another hour, or the same again with another offset.
  std::array<std::vector<std::int64_t>, interval_names.size()> changes(std::int64_t from_s,
                                                                       std::int64_t until_s) const {
    std::array<std::vector<std::int64_t>, interval_names.size()> found;
    auto before = labels_at(from_s);
    for (auto time_s = from_s + 900; time_s < until_s; time_s += 900) {
      const auto now = labels_at(time_s);
      for (std::size_t each = 0; each < found.size(); ++each) {
        const bool is_hour = static_cast<interval>(each) == interval::hour;
        if (is_hour ? now[each] == before[each] : now[each] <= before[each]) continue;
        found[each].push_back(time_s);
        before[each] = now[each];
      }
    }
    return found;
  }

 private:
  // What the clock shows, by interval: the number of the hour, day, week, month, and for hours the offset.
  using label = std::pair<std::int64_t, std::int64_t>;
  std::array<label, interval_names.size()> labels_at(std::int64_t time_s) const {
    const auto shown = at(time_s);
    const std::chrono::year_month_day date(std::chrono::year(shown.tm_year + 1900),
                                           std::chrono::month(static_cast<unsigned>(shown.tm_mon + 1)),
                                           std::chrono::day(static_cast<unsigned>(shown.tm_mday)));
    const std::int64_t day = std::chrono::sys_days(date).time_since_epoch().count();
    const std::int64_t monday = day - (shown.tm_wday + 6) % 7;
    return {label{day * 24 + shown.tm_hour, shown.tm_gmtoff}, label{day, 0}, label{monday, 0},
            label{shown.tm_year * 12 + shown.tm_mon, 0}};
  }
};

// The names of the tz database as the system has it installed; of several names of one file, one.
inline std::vector<std::string> zone_names(bool every_name) {
  namespace fs = std::filesystem;
  const fs::path folder = "/usr/share/zoneinfo";
  std::vector<std::string> names;
  std::set<fs::path> seen;
  for (auto each = fs::recursive_directory_iterator(folder); each != fs::recursive_directory_iterator();
       ++each) {
    const auto name = each->path().lexically_relative(folder).string();
    if (each->is_directory() && (name == "posix" || name == "right")) each.disable_recursion_pending();
    const bool is_zone = each->is_regular_file() && name.find('.') == name.npos && name != "localtime" &&
                         name != "posixrules" && name != "Factory" && name != "leapseconds";
    if (is_zone && (seen.insert(fs::canonical(each->path())).second || every_name)) names.push_back(name);
  }
  return names;
}

}  // namespace waypost::test
