#include "stats/buckets.hpp"

#include <algorithm>

#include <boost/test/unit_test.hpp>

#include <waypost/rfc3339.hpp>

#include "tests/unit/stats/system_clock_zone.hpp"

namespace waypost::test {
namespace {

constexpr std::size_t no_limit = 10'000'000;
constexpr std::int64_t quarter = 900;
constexpr std::int64_t day = 86400;

std::int64_t seconds(const std::string& rfc3339) { return parse_rfc3339(rfc3339).value() / 1000; }

std::vector<std::string> starts(interval each, std::string_view zone, const std::string& from,
                                const std::string& until) {
  return buckets::covering(each, time_zone::find(zone).value(), seconds(from), seconds(until), no_limit)
      .value()
      .starts();
}

// At which quarters of an hour the buckets change between the two times, the first of each hour's, day's, ….
std::vector<std::int64_t> changes(const std::vector<std::string>& texts, std::int64_t from_s,
                                  std::int64_t until_s) {
  std::vector<std::int64_t> found;
  for (const auto& text : texts) {
    const auto at = (seconds(text) + quarter - 1) / quarter * quarter;
    if (at > from_s && at < until_s && (found.empty() || found.back() != at)) found.push_back(at);
  }
  return found;
}

// Whether buckets change where the C library's clocks say, and are named as these show it.
bool agree(const std::string& name, const system_clock_zone& system, std::int64_t from_s,
           std::int64_t until_s) {
  const auto expected = system.changes(from_s, until_s);
  const auto zone = time_zone::find(name).value();
  bool all_fit = true;
  for (const auto each : {interval::hour, interval::day, interval::week, interval::month}) {
    const auto texts = buckets::covering(each, zone, from_s, until_s, no_limit).value().starts();
    bool fits = changes(texts, from_s, until_s) == expected[static_cast<std::size_t>(each)];
    for (const auto& text : texts) fits = fits && text == system.text_of(seconds(text));
    all_fit = all_fit && fits;
    if (!fits)
      BOOST_ERROR(name << " by " << name_of(each) << " from " << rfc3339_of_s(from_s) << " to "
                       << rfc3339_of_s(until_s));
  }
  return all_fit;
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_zone_of_the_tz_database_is_found) {
  const auto names = zone_names(true);
  BOOST_TEST(names.size() > 400U);
  for (const auto& name : names) BOOST_TEST(time_zone::find(name).has_value(), name);
  for (const auto* other : {"", "Asia", "Nowhere/Land", "asia/kolkata", "localtime", "right/UTC", "posix/UTC",
                            "../UTC", "/usr/share/zoneinfo/UTC", "zone.tab", "UTC "})
    BOOST_TEST(!time_zone::find(other).has_value(), other);
}

// Three days around every time that the clocks were or will be set, in every zone, as far as the library
// knows.
BOOST_AUTO_TEST_CASE(buckets_agree_with_the_c_library_around_every_setting_of_every_zone) {
  const auto from_s = seconds("1972-01-10T00:00:00Z");
  const auto until_s = seconds("2037-12-31T00:00:00Z");
  std::size_t settings = 0;
  std::size_t wrong = 0;
  for (const auto& name : zone_names(false)) {
    const system_clock_zone system(name);
    auto offset = system.offset_at(from_s);
    for (auto time_s = from_s; time_s < until_s && wrong < 10; time_s += day) {
      const auto now = system.offset_at(time_s);
      if (now == offset) continue;
      offset = now;
      ++settings;
      if (!agree(name, system, time_s - 2 * day, time_s + day)) ++wrong;
    }
  }
  BOOST_TEST_MESSAGE(settings << " settings of clocks compared");
  BOOST_TEST(settings > 10'000U);
}

BOOST_AUTO_TEST_CASE(buckets_agree_with_the_c_library_over_whole_years) {
  for (const auto* name :
       {"UTC", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe", "Africa/Casablanca",
        "America/Sao_Paulo", "America/St_Johns", "Pacific/Apia", "Pacific/Chatham", "Pacific/Marquesas",
        "Antarctica/Troll", "Europe/Berlin", "Etc/GMT+12"}) {
    const system_clock_zone system(name);
    for (const auto* year : {"1987", "2011", "2018", "2026"})
      BOOST_TEST(agree(name, system, seconds(year + std::string("-01-01T00:00:00Z")),
                       seconds(year + std::string("-12-31T23:45:00Z"))));
  }
}

BOOST_AUTO_TEST_CASE(a_day_has_23_or_25_hours_where_the_clocks_are_set) {
  const auto hours = [](const std::string& from, const std::string& until) {
    return starts(interval::hour, "Europe/Berlin", from, until).size();
  };
  BOOST_TEST(hours("2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+02:00") == 23U);
  BOOST_TEST(hours("2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00") == 25U);
  const auto twice =
      starts(interval::hour, "Europe/Berlin", "2026-10-25T02:00:00+02:00", "2026-10-25T03:00:00+01:00");
  BOOST_TEST(twice == (std::vector<std::string>{"2026-10-25T02:00:00+02:00", "2026-10-25T02:00:00+01:00"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(half_an_hour_of_daylight_saving_cuts_an_hour) {
  BOOST_TEST(starts(interval::hour, "Australia/Lord_Howe", "2026-04-05T01:00:00+11:00",
                    "2026-04-05T03:00:00+10:30") ==
                 (std::vector<std::string>{"2026-04-05T01:00:00+11:00", "2026-04-05T01:30:00+10:30",
                                           "2026-04-05T02:00:00+10:30"}),
             boost::test_tools::per_element());
  BOOST_TEST(starts(interval::hour, "Australia/Lord_Howe", "2026-10-04T01:00:00+10:30",
                    "2026-10-04T04:00:00+11:00") ==
                 (std::vector<std::string>{"2026-10-04T01:00:00+10:30", "2026-10-04T02:30:00+11:00",
                                           "2026-10-04T03:00:00+11:00"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_day_without_midnight_begins_when_the_clocks_are_set) {
  BOOST_TEST(starts(interval::day, "America/Sao_Paulo", "2018-11-03T12:00:00Z", "2018-11-05T12:00:00Z") ==
                 (std::vector<std::string>{"2018-11-03T00:00:00-03:00", "2018-11-04T01:00:00-02:00",
                                           "2018-11-05T00:00:00-02:00"}),
             boost::test_tools::per_element());
}

// In Newfoundland the clocks were set back from 00:01 to 23:01.
BOOST_AUTO_TEST_CASE(a_day_that_has_begun_goes_on_when_the_clocks_are_set_back_over_midnight) {
  BOOST_TEST(starts(interval::day, "America/St_Johns", "1987-10-24T23:30:00-03:30",
                    "1987-10-25T12:00:00-03:30") == std::vector<std::string>{"1987-10-25T00:00:00-02:30"},
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_day_that_was_skipped_is_left_out) {
  BOOST_TEST(
      starts(interval::day, "Pacific/Apia", "2011-12-29T12:00:00-10:00", "2012-01-01T00:00:00+14:00") ==
          (std::vector<std::string>{"2011-12-29T00:00:00-10:00", "2011-12-31T00:00:00+14:00"}),
      boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(weeks_start_on_monday_and_months_on_the_first) {
  BOOST_TEST(
      starts(interval::week, "Asia/Kathmandu", "2026-11-20T00:00:00+05:45", "2026-11-23T00:00:01+05:45") ==
          (std::vector<std::string>{"2026-11-16T00:00:00+05:45", "2026-11-23T00:00:00+05:45"}),
      boost::test_tools::per_element());
  BOOST_TEST(
      starts(interval::month, "Asia/Kathmandu", "2026-12-31T23:00:00+05:45", "2027-01-01T00:00:01+05:45") ==
          (std::vector<std::string>{"2026-12-01T00:00:00+05:45", "2027-01-01T00:00:00+05:45"}),
      boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(buckets_are_as_many_as_allowed_and_no_more) {
  const auto utc = time_zone::find("UTC").value();
  const auto from = seconds("2026-01-01T00:00:00Z");
  for (const auto each : {interval::hour, interval::day}) {
    const std::int64_t length = each == interval::hour ? 3600 : day;
    BOOST_TEST(buckets::covering(each, utc, from, from + 10 * length, 10).value().size() == 10U);
    BOOST_TEST(!buckets::covering(each, utc, from, from + 10 * length + 1, 10));
    BOOST_TEST(buckets::covering(each, utc, from, from + 1, 1).value().size() == 1U);
  }
}

BOOST_AUTO_TEST_CASE(counts_are_spread_by_the_quarter_they_lie_in) {
  const auto zone = time_zone::find("Asia/Kathmandu").value();
  const auto midnight = seconds("2026-11-20T00:00:00+05:45");
  const auto made = buckets::covering(interval::day, zone, midnight, midnight + 2 * day, no_limit).value();
  const auto at = static_cast<quarter_hour>(midnight / quarter);
  const auto sums =
      made.spread({{at - 1, 100}, {at, 1}, {at + 95, 2}, {at + 96, 4}, {at + 191, 8}, {at + 192, 99}});
  BOOST_TEST(sums == (std::vector<std::uint64_t>{3, 12}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(offsets_that_cannot_be_written_are_written_in_utc) {
  BOOST_TEST(time_zone::find("Africa/Monrovia").value().text_of(seconds("1971-01-01T00:00:00Z")) ==
             "1971-01-01T00:00:00Z");
}

// What the documentation warns of.
BOOST_AUTO_TEST_CASE(after_2037_there_is_no_daylight_saving) {
  const auto berlin = time_zone::find("Europe/Berlin").value();
  BOOST_TEST(berlin.text_of(seconds("2037-07-01T00:00:00Z")) == "2037-07-01T02:00:00+02:00");
  BOOST_TEST(berlin.text_of(seconds("2038-07-01T00:00:00Z")) == "2038-07-01T01:00:00+01:00");
}

}  // namespace waypost::test
