#include <thread>

#include <boost/test/unit_test.hpp>

#include "tests/unit/journal/faulty_disk.hpp"
#include "tests/unit/journal/journal_fixture.hpp"

using namespace waypost;
using namespace waypost::test;

namespace {

// The files outlive the server that writes to them.
struct unreliable_disk_fixture : journal_fixture {
  unreliable_disk_fixture() { options.files = &files; }
  ~unreliable_disk_fixture() {
    files.hanging = false;
    stop();
  }

  // Appends clicks that reach the disk.
  void append_to_disk(std::uint64_t count) {
    append(count);
    BOOST_REQUIRE(frees(appended));
  }
  // Appends clicks while the disk fails with `error`.
  void append_without_disk(std::uint64_t count, int error) {
    files.write_error = error;
    append(count);
    BOOST_REQUIRE(gives_the_disk_up());
  }

  faulty_disk files;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(an_unreliable_disk, unreliable_disk_fixture)

BOOST_AUTO_TEST_CASE(after_a_failed_sync_the_records_are_in_a_new_segment) {
  open();
  append_to_disk(100);
  files.syncs_to_fail = 1;
  append_to_disk(100);
  BOOST_TEST(segments(1).size() == 2u);
  BOOST_TEST(segments(1).back().filename() == segment_file_name(0, 100));
  BOOST_TEST(log.contains("alarm"));
  BOOST_TEST(server->disk_usable());
  BOOST_TEST(are_all(read_until(1, 200), 200));
  open();
  BOOST_TEST(are_all(read(1), 200));
}

BOOST_AUTO_TEST_CASE(a_segment_whose_first_sync_failed_is_replaced) {
  open();
  files.syncs_to_fail = 1;
  append_to_disk(100);
  BOOST_TEST(segments(1).size() == 1u);
  BOOST_TEST(are_all(read_until(1, 100), 100));
  open();
  BOOST_TEST(are_all(read(1), 100));
}

BOOST_AUTO_TEST_CASE(a_disk_that_fails_again_and_again_is_unusable_until_it_works) {
  open();
  append(10);
  append_without_disk(10, EIO);
  BOOST_TEST(are_all(read_until(1, 20), 20));
  append(10);
  BOOST_TEST(are_all(read_until(1, 30), 30));
  files.write_error = 0;
  BOOST_REQUIRE(finds_the_disk_well());
  open();
  BOOST_TEST(are_all(read(1), 30));
}

BOOST_AUTO_TEST_CASE(a_full_disk_is_read_around_and_the_ring_kept_until_drained) {
  open();
  append_to_disk(100);
  append_without_disk(100, ENOSPC);
  BOOST_TEST(are_all(read_until(1, 200), 200));
  BOOST_TEST(server->ring_at(0).freed() == 100u);
  reader(1).drained(150);
  BOOST_REQUIRE(frees(150));
  BOOST_TEST(read_until(1, 50, 150).front().number == 150u);
}

BOOST_AUTO_TEST_CASE(when_the_disk_is_back_a_marked_gap_remains_of_what_was_drained) {
  open();
  append_to_disk(100);
  append_without_disk(100, ENOSPC);
  reader(1).drained(150);
  BOOST_REQUIRE(frees(150));
  files.write_error = 0;
  BOOST_REQUIRE(finds_the_disk_well() && frees(200));
  open();
  const auto events = read(1);
  BOOST_REQUIRE(events.size() == 150u);
  BOOST_TEST(events[99].number == 99u);
  BOOST_TEST(events[100].number == 150u);
  BOOST_TEST(events[149].number == 199u);
  BOOST_TEST(log.contains("events 100 to 149 are not on disk"));
  BOOST_TEST(!log.contains("are lost"));
}

BOOST_AUTO_TEST_CASE(a_trial_that_fails_for_one_ring_frees_nothing_of_another) {
  constexpr int many = 1'000'000;
  options.rings = 2;
  open();
  append_without_disk(100, ENOSPC);
  for (std::uint64_t i = 0; i < 100; ++i) server->ring_at(1).append(a_click(i));
  // From here on both rings can be written, and the first one's sync fails.
  files.syncs_to_fail = many;
  files.write_error = 0;
  BOOST_REQUIRE(eventually([&] { return files.syncs_to_fail < many; }));
  reader(1, 1).drained(50);
  BOOST_REQUIRE(eventually([&] { return server->ring_at(1).freed() >= 50; }));
  BOOST_TEST(server->ring_at(1).freed() == 50u);
  files.syncs_to_fail = 0;
  BOOST_REQUIRE(finds_the_disk_well() && frees(100, 1));
  open();
  std::vector<std::uint64_t> offsets;
  reader(1, 1).read(50, 1000, [&](const event& e) { offsets.push_back(e.offset); }).value();
  BOOST_REQUIRE(offsets.size() == 50u);
  BOOST_TEST(offsets.front() == 50u);
  BOOST_TEST(offsets.back() == 99u);
  BOOST_TEST(are_all(read(1), 100));
  BOOST_TEST(!log.contains("are lost"));
}

BOOST_AUTO_TEST_CASE(too_little_free_space_counts_as_full) {
  options.least_free_bytes = std::uint64_t{1} << 41;
  open();
  BOOST_REQUIRE(gives_the_disk_up());
  append(100);
  BOOST_TEST(are_all(read_until(1, 100), 100));
  BOOST_TEST(server->ring_at(0).freed() == 0u);
  files.free = std::uint64_t{1} << 42;
  BOOST_REQUIRE(finds_the_disk_well() && frees(100));
  BOOST_TEST(are_all(read(1), 100));
}

BOOST_AUTO_TEST_CASE(a_ring_full_because_disk_and_drain_are_gone_counts_what_it_drops) {
  options.ring_bytes = 16384;
  files.write_error = ENOSPC;
  open();
  BOOST_REQUIRE(eventually([&] {
    append(1);
    return !server->disk_usable();
  }));
  std::uint64_t refused = 0;
  const std::uint64_t dropped_before = server->dropped_events();
  for (int i = 0; i < 1000; ++i)
    refused += server->ring_at(0).append(a_click(appended)) ? (++appended, 0) : 1;
  BOOST_TEST(refused > 0u);
  BOOST_TEST(server->dropped_events() - dropped_before == refused);
  BOOST_TEST(are_all(read_until(1, appended), appended));
}

BOOST_AUTO_TEST_CASE(a_hanging_disk_holds_nobody_up) {
  open();
  append_to_disk(100);
  files.hanging = true;
  append(100);
  BOOST_REQUIRE(eventually([&] { return files.hangs_now.load(); }));
  append(1000);
  BOOST_TEST(are_all(read_until(1, 1200), 1200));
  BOOST_TEST(server->ring_at(0).freed() == 100u);
  BOOST_TEST(gives_the_disk_up());
  files.hanging = false;
  BOOST_TEST(finds_the_disk_well());
  BOOST_TEST(frees(1200));
  open();
  BOOST_TEST(are_all(read(1), 1200));
}

BOOST_AUTO_TEST_CASE(a_stop_while_the_disk_is_full_leaves_the_ring_to_the_next_start) {
  open();
  append(100);
  files.write_error = ENOSPC;
  append(100);
  open();
  BOOST_TEST(are_all(read(1), 200));
  BOOST_TEST(!reader(1).sealed());
  BOOST_TEST(reader(1).end() == 200u);
  files.write_error = 0;
  open();
  BOOST_TEST(are_all(read(1), 200));
  BOOST_TEST(reader(1).sealed());
}

BOOST_AUTO_TEST_CASE(a_ring_read_in_place_is_removed_once_it_is_drained) {
  open();
  files.write_error = ENOSPC;
  append(200);
  const auto left = memory_folder.path() / "0123456789abcdef" / "1";
  open();
  BOOST_TEST(are_all(read(1), 200));
  reader(1).drained(199);
  BOOST_TEST(std::filesystem::exists(left / "0.ring"));
  reader(1).drained(200);
  BOOST_TEST(!std::filesystem::exists(left));
  BOOST_TEST(are_all(read(1), 200));
}

BOOST_AUTO_TEST_CASE(every_write_failing_in_turn_loses_and_doubles_nothing) {
  options.segment_bytes = 32 << 10;
  open();
  for (int i = 0; i < 40; ++i) {
    if (i % 3 == 0) files.syncs_to_fail = 1;
    append(200);
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  BOOST_TEST(are_all(read_until(1, appended), appended));
  BOOST_REQUIRE(frees(appended));
  open();
  BOOST_TEST(are_all(read(1), appended));
  BOOST_TEST(!log.contains("are lost"));
}

BOOST_AUTO_TEST_SUITE_END()
