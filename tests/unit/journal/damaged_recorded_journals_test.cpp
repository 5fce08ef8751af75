#include <cstring>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>

#include "attribution/journal/checksum.hpp"
#include "tests/unit/journal/faulty_disk.hpp"
#include "tests/unit/journal/onlooker.hpp"

using namespace waypost;
using namespace waypost::test;

BOOST_FIXTURE_TEST_SUITE(who_looks_on_at_damage, onlooker)

BOOST_AUTO_TEST_CASE(passes_over_damaged_records_and_counts_them) {
  open();
  append(1000);
  stop();
  // A click of an interned user agent takes 48 bytes.
  flip_byte(segments(1)[0], 20000);
  flip_byte(segments(1)[0], 20048);
  flip_byte(segments(1)[0], 30000);
  auto reader = look_at(find()[0]);
  BOOST_TEST(read_all(reader).size() == 997U);
  BOOST_TEST(reader.missing() == 3U);
}

BOOST_AUTO_TEST_CASE(counts_clicks_that_lost_their_user_agent) {
  open();
  append(1, "first");
  append(1, "second");
  stop();
  flip_byte(segments(1)[0], 64 + 50);
  auto reader = look_at(find()[0]);
  const auto all = read_all(reader);
  BOOST_TEST_REQUIRE(all.size() == 2U);
  BOOST_TEST(all[0].text == "");
  BOOST_TEST(all[1].text == "second");
  BOOST_TEST(reader.lost_user_agents() == 1U);
}

BOOST_AUTO_TEST_CASE(a_torn_tail_is_no_loss) {
  open();
  append(1000);
  stop();
  truncate(segments(1)[0], 20);
  auto reader = look_at(find()[0]);
  BOOST_TEST(are_all(read_all(reader), 999));
  BOOST_TEST(reader.missing() == 0U);
}

BOOST_AUTO_TEST_CASE(reads_the_ring_while_the_disk_cannot_be_written) {
  faulty_disk disk;
  options.files = &disk;
  options.least_free_bytes = 1;
  open();
  append(1000);
  BOOST_TEST_REQUIRE(frees(1000, 1));
  disk.free = 0;
  BOOST_TEST_REQUIRE(gives_the_disk_up());
  append(500);
  BOOST_TEST(are_all(read_all(find()[0]), 1500));
  reader(1, 1).drained(1400);  // Redis has them, so the ring may give them up
  BOOST_TEST_REQUIRE(frees(1400, 1));
  auto outside = look_at(find()[0]);
  BOOST_TEST(read_all(outside).size() == 1100U);
  BOOST_TEST(outside.missing() == 400U);
  disk.free = std::uint64_t{1} << 40;
  BOOST_TEST_REQUIRE(finds_the_disk_well());
  append(1000);
  stop();
  auto later = look_at(find()[0]);
  BOOST_TEST(read_all(later).size() == 2100U);
  BOOST_TEST(later.missing() == 400U);
}

BOOST_AUTO_TEST_CASE(reads_what_a_killed_server_left_in_its_ring) {
  ++options.start;
  options.sync_interval = std::chrono::hours(1);
  const auto child = ::fork();
  if (child == 0) {
    journals theirs(options, log);
    for (std::uint64_t n = 0; n < 5000; ++n) theirs.ring_at(1).append(a_click(n));
    ::kill(::getpid(), SIGKILL);
  }
  ::waitpid(child, nullptr, 0);
  const auto before = files();
  const auto found = find();
  BOOST_TEST_REQUIRE(found.size() == 1U);
  BOOST_TEST(found[0].end == 5000U);
  BOOST_TEST(are_all(read_all(found[0]), 5000));
  BOOST_TEST((files() == before));
  open();  // carries them to disk, and takes the ring away
  BOOST_TEST(are_all(read_all(found[0]), 5000));
}

BOOST_AUTO_TEST_CASE(a_segment_that_is_gone_is_counted_but_for_the_first) {
  options.segment_bytes = 64 << 10;
  open();
  append(5000);
  stop();
  const auto all = segments(1);
  BOOST_TEST_REQUIRE(all.size() > 3U);
  const auto archived = parse_segment_file_name(all[1].filename().string())->first;
  const auto lost = parse_segment_file_name(all[3].filename().string())->first -
                    parse_segment_file_name(all[2].filename().string())->first;
  fs::remove(all[0]);
  fs::remove(all[2]);
  auto reader = look_at(find()[0]);
  BOOST_TEST(read_all(reader).size() == 5000 - archived - lost);
  BOOST_TEST(reader.missing() == lost);
}

BOOST_AUTO_TEST_CASE(a_corrupt_ring_is_told_and_left_out) {
  open();
  append(1000);
  BOOST_TEST(frees(1000, 1));
  flip_byte(memory_folder.path() / "0123456789abcdef" / "1" / "1.ring", 33);
  const auto found = find();
  BOOST_TEST_REQUIRE(found.size() == 1U);
  BOOST_TEST(are_all(read_all(found[0]), 1000));
  BOOST_TEST(log.contains("its ring"));
}

BOOST_AUTO_TEST_CASE(a_newer_version_is_not_read) {
  open();
  append(10);
  stop();
  std::fstream file(segments(1)[0], std::ios::in | std::ios::out | std::ios::binary);
  segment_header newer{{options.node, 1, 1}, 0, 0, 0};
  auto bytes = to_bytes(newer);
  bytes[8] = std::byte{2};
  const auto sum = checksum(bytes.data(), bytes.size() - 8);
  std::memcpy(bytes.data() + bytes.size() - 8, &sum, 8);
  file.write(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  file.close();
  auto reader = look_at(find()[0]);
  BOOST_TEST((reader.read(10, [](const event&) {}).error() == errc::unknown_version));
  BOOST_TEST(log.contains("1-00000000000000000000.seg"));
}

BOOST_AUTO_TEST_SUITE_END()
