#include "attribution/journal/recorded_journals.hpp"

#include <atomic>
#include <cstring>
#include <fstream>
#include <map>
#include <signal.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include <boost/test/unit_test.hpp>

#include "attribution/journal/checksum.hpp"
#include "attribution/journal/recorded_journal_reader.hpp"
#include "tests/unit/journal/faulty_disk.hpp"
#include "tests/unit/journal/journal_fixture.hpp"

using namespace waypost;
using namespace waypost::test;
namespace fs = std::filesystem;

namespace {

// A data directory that is looked at from outside. Clicks go to ring 1, since ring 0 is for reports.
struct onlooker : journal_fixture {
  onlooker() {
    options.rings = 2;
    std::ofstream(disk_folder.path() / "node") << "0123456789abcdef\n";
  }

  void append(std::uint64_t count, std::string_view user_agent = "Mozilla/5.0 (iPhone)") {
    for (std::uint64_t i = 0; i < count; ++i)
      if (server->ring_at(1).append(a_click(appended, user_agent))) ++appended;
  }

  std::vector<recorded_journal> find() { return find_recorded_journals(disk_folder.path()).value(); }

  recorded_journal_reader look_at(const recorded_journal& of, std::int64_t not_before_ms = 0) {
    return recorded_journal_reader::open(of, not_before_ms, log).value();
  }

  static std::vector<told_event> read_all(recorded_journal_reader& from, std::size_t most = 1000) {
    std::vector<told_event> all;
    while (from.read(most, [&](const event& e) { all.push_back(told(e)); }).value() > 0) continue;
    return all;
  }
  std::vector<told_event> read_all(const recorded_journal& of) {
    auto reader = look_at(of);
    return read_all(reader);
  }

  // Times and sizes of all that lies in the data directory.
  std::map<fs::path, std::pair<std::uintmax_t, fs::file_time_type>> files() const {
    std::map<fs::path, std::pair<std::uintmax_t, fs::file_time_type>> all;
    for (const auto* folder : {&disk_folder, &memory_folder})
      for (const auto& entry : fs::recursive_directory_iterator(folder->path()))
        all[entry.path()] = {entry.is_regular_file() ? entry.file_size() : 0, entry.last_write_time()};
    return all;
  }
};

}  // namespace

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
