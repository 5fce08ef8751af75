#include <boost/test/unit_test.hpp>

#include "attribution/journal/ring_folder.hpp"
#include "tests/unit/journal/journal_fixture.hpp"

using namespace waypost;
using namespace waypost::test;

BOOST_FIXTURE_TEST_SUITE(journals_of_a_data_directory, journal_fixture)

BOOST_AUTO_TEST_CASE(what_was_appended_is_read) {
  open();
  append(1000);
  const auto events = read_until(1, 1000);
  BOOST_TEST(are_all(events, 1000));
  BOOST_TEST(events[7].text == "Mozilla/5.0 (iPhone)");
  BOOST_TEST(reader(1).end() == 1000u);
  BOOST_TEST(!reader(1).sealed());
}

BOOST_AUTO_TEST_CASE(a_clean_stop_leaves_all_on_disk_and_no_ring) {
  open();
  append(1000);
  stop();
  BOOST_TEST(!std::filesystem::exists(memory_folder.path() / "0123456789abcdef" / "1"));
  open();
  BOOST_TEST(are_all(read(1), 1000));
  BOOST_TEST(reader(1).sealed());
  BOOST_TEST(reader(1).end() == 1000u);
}

BOOST_AUTO_TEST_CASE(rings_on_a_disk_are_warned_of_and_used_all_the_same) {
  BOOST_TEST(lies_in_memory("/dev/shm"));
  BOOST_TEST(!lies_in_memory("/proc"));
  open();
  BOOST_TEST(!log.contains("the rings lie on a disk"));
  options.ring_folder = disk_folder.path() / "rings";
  open();
  append(10);
  BOOST_TEST(are_all(read_until(2, 10), 10));
  // Some systems have all of /tmp in memory.
  BOOST_TEST(log.contains("the rings lie on a disk") == !lies_in_memory(disk_folder.path()));
}

BOOST_AUTO_TEST_CASE(reading_begins_anywhere_and_goes_back) {
  open();
  append(20000);
  stop();
  open();
  BOOST_TEST(read(1, 15000).size() == 5000u);
  BOOST_TEST(read(1, 19999).front().number == 19999u);
  BOOST_TEST(read(1, 3).front().number == 3u);
  BOOST_TEST(read(1, 12345).front().number == 12345u);
  BOOST_TEST(are_all(read(1), 20000));
}

BOOST_AUTO_TEST_CASE(events_run_on_over_many_segments) {
  options.segment_bytes = 64 << 10;
  open();
  append(10000);
  BOOST_TEST(are_all(read_until(1, 10000), 10000));
  stop();
  BOOST_TEST(segments(1).size() > 5u);
  open();
  BOOST_TEST(are_all(read(1), 10000));
  BOOST_TEST(read(1, 7777).front().number == 7777u);
}

BOOST_AUTO_TEST_CASE(torn_last_record_is_dropped) {
  open();
  append(100);
  stop();
  truncate(segments(1).back(), 5);
  open();
  BOOST_TEST(are_all(read(1), 99));
  BOOST_TEST(reader(1).end() == 99u);
}

BOOST_AUTO_TEST_CASE(corrupt_middle_is_reported_once_as_a_gap_and_reading_goes_on) {
  open();
  append(1000);
  stop();
  flip_byte(segments(1).front(), 64 + 80 + 48 * 500);
  open();
  const auto events = read(1);
  BOOST_TEST(events.size() == 999u);
  BOOST_TEST(events.back().number == 999u);
  read(1);
  std::size_t told_lost = 0;
  for (const auto& line : log.lines()) told_lost += line.find("are lost") != line.npos ? 1 : 0;
  BOOST_TEST(told_lost == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
