#include "attribution/journal/recorded_journals.hpp"

#include <atomic>
#include <thread>

#include <boost/test/unit_test.hpp>

#include "tests/unit/journal/onlooker.hpp"

using namespace waypost;
using namespace waypost::test;

BOOST_FIXTURE_TEST_SUITE(who_looks_on, onlooker)

BOOST_AUTO_TEST_CASE(finds_what_a_running_server_has_published) {
  open();
  append(1000);
  const auto found = find();
  BOOST_TEST_REQUIRE(found.size() == 1U);
  BOOST_TEST((found[0].name == journal_name{options.node, 1, 1}));
  BOOST_TEST(found[0].end == 1000U);
  BOOST_TEST(are_all(read_all(found[0]), 1000));
}

BOOST_AUTO_TEST_CASE(ends_where_a_running_server_was_when_it_looked) {
  open();
  append(1000);
  const auto found = find();
  append(1000);
  BOOST_TEST(are_all(read_all(found[0]), 1000));
  BOOST_TEST(frees(2000, 1));
  BOOST_TEST(are_all(read_all(found[0]), 1000));
}

BOOST_AUTO_TEST_CASE(reads_segments_and_the_ring_behind_them) {
  options.segment_bytes = 64 << 10;
  open();
  append(5000);
  BOOST_TEST(frees(5000, 1));
  append(300);
  BOOST_TEST(segments(1).size() > 2U);
  auto reader = look_at(find()[0]);
  BOOST_TEST(are_all(read_all(reader, 7), 5300));
  BOOST_TEST(reader.missing() == 0U);
}

BOOST_AUTO_TEST_CASE(follows_events_that_go_from_ring_to_disk_while_it_reads) {
  options.segment_bytes = 64 << 10;
  open();
  append(1000);
  auto reader = look_at(find()[0]);
  std::vector<told_event> all;
  const auto keep = [&](const event& e) { all.push_back(told(e)); };
  BOOST_TEST(reader.read(100, keep).value() == 100U);
  BOOST_TEST(frees(1000, 1));
  append(20000);  // over the place where they lay
  while (reader.read(100, keep).value() > 0) continue;
  BOOST_TEST(are_all(all, 1000));
  BOOST_TEST(reader.missing() == 0U);
}

BOOST_AUTO_TEST_CASE(reads_all_starts_that_stopped_in_order) {
  open();
  append(100);
  open();
  append(100);
  stop();
  const auto found = find();
  BOOST_TEST_REQUIRE(found.size() == 2U);
  BOOST_TEST(found[0].end == unknown_end);
  BOOST_TEST(are_all(read_all(found[0]), 100));
  const auto second = read_all(found[1]);
  BOOST_TEST_REQUIRE(second.size() == 100U);
  BOOST_TEST(second.front().number == 100U);
}

BOOST_AUTO_TEST_CASE(reads_on_after_the_server_stopped_and_another_began) {
  options.segment_bytes = 64 << 10;
  open();
  append(3000);
  const auto found = find();
  auto begun = look_at(found[0]);
  std::vector<told_event> all;
  const auto keep = [&](const event& e) { all.push_back(told(e)); };
  BOOST_TEST(begun.read(10, keep).value() == 10U);
  append(3000);
  open();
  while (begun.read(1000, keep).value() > 0) continue;
  BOOST_TEST(are_all(all, 3000));
  BOOST_TEST(are_all(read_all(found[0]), 3000));
}

BOOST_AUTO_TEST_CASE(leaves_reports_and_journals_without_events_out) {
  open();
  server->ring_at(0).append(a_report(7, "{}"));
  stop();
  BOOST_TEST(find().empty());
}

BOOST_AUTO_TEST_CASE(changes_nothing) {
  options.segment_bytes = 64 << 10;
  open();
  append(2000);
  stop();
  const auto before = files();
  BOOST_TEST(are_all(read_all(find()[0]), 2000));
  BOOST_TEST((files() == before));
}

BOOST_AUTO_TEST_CASE(segments_that_are_too_old_are_passed_over) {
  options.segment_bytes = 64 << 10;
  open();
  append(5000);
  stop();
  const auto all = segments(1);
  const auto third = parse_segment_file_name(all[2].filename().string())->first;
  const auto long_ago = fs::file_time_type::clock::now() - std::chrono::hours(48);
  fs::last_write_time(all[0], long_ago);
  fs::last_write_time(all[1], long_ago);
  const auto yesterday_ms = (std::chrono::system_clock::now() - std::chrono::hours(24)).time_since_epoch() /
                            std::chrono::milliseconds(1);
  auto reader = look_at(find()[0], yesterday_ms);
  const auto events = read_all(reader);
  BOOST_TEST_REQUIRE(events.size() == 5000 - third);
  BOOST_TEST(events.front().offset == third);
  BOOST_TEST(reader.missing() == 0U);
  for (const auto& file : all) fs::last_write_time(file, long_ago);
  auto none = look_at(find()[0], yesterday_ms);
  BOOST_TEST(read_all(none).empty());
}

BOOST_AUTO_TEST_CASE(what_is_no_data_directory_is_told) {
  const temporary_directory empty;
  BOOST_TEST((find_recorded_journals(empty.path()).error() == errc::not_found));
  BOOST_TEST((find_recorded_journals(empty.path() / "nowhere").error() == errc::not_found));
  std::ofstream(empty.path() / "node") << "what\n";
  BOOST_TEST((find_recorded_journals(empty.path()).error() == errc::corrupt));
}

BOOST_AUTO_TEST_CASE(reads_right_while_a_server_writes_without_end) {
  options.segment_bytes = 128 << 10;
  options.ring_bytes = 256 << 10;
  options.sync_interval = std::chrono::milliseconds(10);
  open();
  std::atomic<bool> stopping{false};
  std::thread producer([&] {
    for (std::uint64_t n = 0; !stopping;)
      if (server->ring_at(1).append(a_click(n, "agent " + std::to_string(n % 3000)))) ++n;
  });
  bool right = true;
  const auto has_read_much = [&] {
    const auto found = find();
    if (found.empty()) return false;
    auto outside = look_at(found[0]);
    right = right && are_all(read_all(outside, 997), found[0].end) && outside.missing() == 0 &&
            outside.lost_user_agents() == 0;
    return !right || found[0].end > 30000;
  };
  BOOST_TEST(eventually(has_read_much));
  BOOST_TEST(right);
  stopping = true;
  producer.join();
}

BOOST_AUTO_TEST_SUITE_END()
