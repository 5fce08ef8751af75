#include <boost/test/unit_test.hpp>

#include <waypost/rfc3339.hpp>

#include "attribution/registration/field_reader.hpp"
#include "attribution/registration/time_zones.hpp"

namespace waypost {

BOOST_AUTO_TEST_CASE(a_time_is_read_with_its_offset) {
  BOOST_TEST(parse_rfc3339("1970-01-01T00:00:00Z").value() == 0);
  BOOST_TEST(parse_rfc3339("1970-01-01T05:30:00+05:30").value() == 0);
  BOOST_TEST(parse_rfc3339("1969-12-31T16:00:00-08:00").value() == 0);
  BOOST_TEST(parse_rfc3339("2026-01-01t00:00:00z").value() == 1'767'225'600'000);
  BOOST_TEST(parse_rfc3339("2026-01-01 00:00:00.1234567Z").value() == 1'767'225'600'123);
  BOOST_TEST(parse_rfc3339("2026-01-01T00:00:00.5Z").value() == 1'767'225'600'500);
  BOOST_TEST(parse_rfc3339("2024-02-29T23:59:59-00:00").value() == 1'709'251'199'000);
  BOOST_TEST(parse_rfc3339("2016-12-31T23:59:60Z").value() == 1'483'228'800'000);
}

BOOST_AUTO_TEST_CASE(what_is_no_time_with_offset_is_none) {
  for (const auto* text : {"",
                           "2026-01-01",
                           "2026-01-01T00:00:00",
                           "2026-01-01T00:00:00+0530",
                           "2026-01-01T00:00:00+05",
                           "2026-01-01T00:00:00.Z",
                           "2026-01-01T00:00:00.5",
                           "2026-01-01T00:00Z",
                           "2026-1-01T00:00:00ZZ",
                           "2026-13-01T00:00:00Z",
                           "2026-02-29T00:00:00Z",
                           "2026-01-32T00:00:00Z",
                           "2026-01-01T24:00:00Z",
                           "2026-01-01T00:60:00Z",
                           "2026-01-01T00:00:61Z",
                           "2026-01-01T00:00:00+24:00",
                           "2026-01-01T00:00:00+05:60",
                           "2026-01-01T00:00:00Z ",
                           " 2026-01-01T00:00:00Z",
                           "20260101T000000Z     ",
                           "-026-01-01T00:00:00Z",
                           "1969-12-31T23:59:59Z",
                           "0000-01-01T00:00:00Z",
                           "2026-01-01T00:00:00\xc3\xa9",
                           "2026-01-01X00:00:00Z"})
    BOOST_TEST(!parse_rfc3339(text), text);
}

BOOST_AUTO_TEST_CASE(a_time_reads_back_what_it_writes) {
  BOOST_TEST(rfc3339_of_s(0) == "1970-01-01T00:00:00Z");
  BOOST_TEST(rfc3339_of_ms(1'767'225'600'007) == "2026-01-01T00:00:00.007Z");
  for (std::int64_t time = 0; time < 253'402'300'799'000; time += 86'399'999'937)
    BOOST_TEST_REQUIRE(parse_rfc3339(rfc3339_of_ms(time)).value() == time);
}

BOOST_AUTO_TEST_CASE(time_zones_are_those_of_the_database) {
  const time_zones zones;
  for (const auto* name : {"UTC", "Asia/Kolkata", "America/Argentina/Buenos_Aires", "Etc/GMT+5",
                           "Asia/Kathmandu", "America/Port-au-Prince"})
    BOOST_TEST(zones.contains(name), name);
  for (const auto* name : {"", "Asia", "Asia/", "/UTC", "asia/kolkata", "Asia/Nowhere", "tzdata.zi",
                           "zone.tab", "iso3166.tab", "posix/UTC", "right/UTC", "posixrules", "localtime",
                           "../zoneinfo/UTC", "Asia/../UTC", "UTC\n", "+05:30", "IST-5:30"})
    BOOST_TEST(!zones.contains(name), name);
}

BOOST_AUTO_TEST_CASE(control_characters_are_seen_in_utf8) {
  for (const auto* text : {"\x01", "a\n", "\x7f", "a\xc2\x85", "\t"})
    BOOST_TEST(has_control_characters(text));
  for (const auto* text : {"", "a b", "\xc2\xa0", "\xe0\xa4\xaa", "\xc3\x85"})
    BOOST_TEST(!has_control_characters(text));
  BOOST_TEST(characters("a\xc3\xbc\xe0\xa4\xaa\xf0\x9f\x98\x80") == 4U);
}

}  // namespace waypost
