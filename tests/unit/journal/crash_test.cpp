#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>

#include "attribution/journal/file_lock.hpp"
#include "tests/unit/journal/journal_fixture.hpp"

using namespace waypost;
using namespace waypost::test;

namespace {

struct crash_fixture : journal_fixture {
  crash_fixture() {
    void* memory = ::mmap(nullptr, sizeof(shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    seen = new (memory) shared{};
  }
  ~crash_fixture() { ::munmap(seen, sizeof(shared)); }

  // The next start, in a process of its own, which appends until it is killed. It begins with `first` clicks.
  void run_child() {
    stop();
    ++options.start;
    seen->appended = 0;
    child = ::fork();
    if (child != 0) return;
    journals theirs(options, log);
    for (std::uint64_t n = 0;;) {
      if (!theirs.ring_at(0).append(a_click(n, "agent " + std::to_string(n % 100)))) continue;
      seen->appended = ++n;
      while (n >= seen->pause_at) ::usleep(1000);
    }
  }

  void kill_child() {
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
  }

  // Runs a start until it has appended `count` events, then kills it.
  void crash_after(std::uint64_t count) {
    run_child();
    BOOST_REQUIRE(eventually([&] { return seen->appended >= count; }));
    kill_child();
  }

  std::filesystem::path ring_of(std::uint64_t start) const {
    return memory_folder.path() / "0123456789abcdef" / std::to_string(start) / "0.ring";
  }

  struct shared {
    std::atomic<std::uint64_t> appended{0};
    std::atomic<std::uint64_t> pause_at{~std::uint64_t{0}};
  };
  shared* seen;
  pid_t child = -1;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(a_killed_server, crash_fixture)

BOOST_AUTO_TEST_CASE(loses_and_doubles_nothing_it_appended) {
  options.segment_bytes = 256 << 10;
  for (int round = 0; round < 20; ++round) {
    crash_after(100 + static_cast<std::uint64_t>(round) * 1777);
    const std::uint64_t killed = options.start;
    const std::uint64_t least = seen->appended;
    open();
    const auto events = read(killed);
    // One more may be there: published, and killed before append() returned.
    BOOST_REQUIRE(events.size() >= least);
    BOOST_REQUIRE(events.size() <= least + 1);
    BOOST_REQUIRE(are_all(events, events.size()));
    BOOST_TEST(reader(killed).sealed());
    BOOST_TEST(!std::filesystem::exists(ring_of(killed)));
  }
  BOOST_TEST(!log.contains("alarm"));
}

BOOST_AUTO_TEST_CASE(what_was_taken_over_is_read_again_by_every_later_start) {
  seen->pause_at = 1000;
  crash_after(1000);
  for (int i = 0; i < 3; ++i) {
    open();
    BOOST_TEST(are_all(read(1), 1000));
  }
}

BOOST_AUTO_TEST_CASE(a_torn_segment_is_made_whole_from_the_ring) {
  options.sync_interval = std::chrono::seconds(3600);
  seen->pause_at = 1000;
  run_child();
  BOOST_REQUIRE(eventually([&] {
    return seen->appended == 1000 && !segments(1).empty() &&
           std::filesystem::file_size(segments(1).back()) > 48 * 500;
  }));
  kill_child();
  // As after a write that only reached the disk in part.
  truncate(segments(1).back(), 48 * 300 + 5);
  open();
  BOOST_TEST(are_all(read(1), 1000));
}

BOOST_AUTO_TEST_CASE(what_was_written_but_not_synced_is_written_again) {
  options.sync_interval = std::chrono::seconds(3600);
  seen->pause_at = 1000;
  run_child();
  BOOST_REQUIRE(eventually([&] { return seen->appended == 1000 && !segments(1).empty(); }));
  const auto all_written = [&] { return std::filesystem::file_size(segments(1).back()) > 48 * 1000; };
  BOOST_REQUIRE(eventually(all_written));
  kill_child();
  const std::uint64_t synced = ring::open(ring_of(1)).value()->freed();
  BOOST_REQUIRE(synced < 1000u);
  open();
  BOOST_TEST(log.contains("events " + std::to_string(synced) + " to 999 carried"));
  BOOST_TEST(segments(1).back().filename() == segment_file_name(0, synced));
  BOOST_TEST(are_all(read(1), 1000));
}

BOOST_AUTO_TEST_CASE(in_the_middle_of_making_its_rings_leaves_nothing_behind) {
  options.ring_bytes = std::size_t{256} << 20;
  run_child();
  std::error_code none;
  const auto folder = ring_of(1).parent_path();
  while (!std::filesystem::exists(folder, none) || std::filesystem::is_empty(folder, none)) {
  }
  kill_child();
  options.ring_bytes = std::size_t{4} << 20;
  open();
  BOOST_TEST(!std::filesystem::exists(folder));
  BOOST_TEST(!log.contains("alarm"));
}

BOOST_AUTO_TEST_CASE(rings_without_a_header_are_removed) {
  seen->pause_at = 10;
  crash_after(10);
  const auto blank = ring_of(1).parent_path() / "1.ring";
  std::ofstream(blank).close();
  std::filesystem::resize_file(blank, 1 << 20);
  std::ofstream(ring_of(1).parent_path() / "2.ring").close();
  std::ofstream(ring_of(1).parent_path() / "3.ring.new") << "half made";
  open();
  BOOST_TEST(are_all(read(1), 10));
  BOOST_TEST(!std::filesystem::exists(ring_of(1).parent_path()));
  BOOST_TEST(!log.contains("alarm"));
}

BOOST_AUTO_TEST_CASE(rings_are_found_where_that_start_had_them) {
  options.sync_interval = std::chrono::seconds(3600);
  seen->pause_at = 1000;
  crash_after(1000);
  for (const auto& file : segments(1)) std::filesystem::remove(file);
  const temporary_directory elsewhere("/dev/shm");
  options.ring_folder = elsewhere.path();
  open();
  BOOST_TEST(are_all(read(1), 1000));
  BOOST_TEST(reader(1).sealed());
  BOOST_TEST(!std::filesystem::exists(ring_of(1)));
  stop();
}

BOOST_AUTO_TEST_CASE(a_ring_of_an_unknown_version_is_left_alone) {
  seen->pause_at = 10;
  crash_after(10);
  flip_byte(ring_of(1), 8);
  open();
  BOOST_TEST(std::filesystem::exists(ring_of(1)));
  BOOST_TEST(log.contains("is left alone: unknown format version"));
}

BOOST_AUTO_TEST_CASE(a_server_that_lives_keeps_its_journals) {
  seen->pause_at = 10;
  run_child();
  BOOST_REQUIRE(eventually([&] { return seen->appended == 10; }));
  ++options.start;
  {
    journals second(options, log);
    BOOST_TEST(log.contains("start 1 is still at work"));
    for (const auto& r : second.readers()) BOOST_TEST(r->name().start == 2u);
    BOOST_TEST(std::filesystem::exists(ring_of(1)));
  }
  kill_child();
  open();
  BOOST_TEST(are_all(read(1), 10));
}

BOOST_AUTO_TEST_CASE(a_server_that_lives_keeps_its_rings_from_one_with_a_copy_of_its_data) {
  seen->pause_at = 10;
  run_child();
  BOOST_REQUIRE(eventually([&] { return seen->appended == 10; }));
  {
    auto copied = options;
    copied.folder = disk_folder.path() / "copy";
    copied.start = 2;
    std::filesystem::copy(options.folder, copied.folder, std::filesystem::copy_options::recursive);
    journals with_a_copy(copied, log);
    BOOST_TEST(log.contains("start 1 is still at work"));
    BOOST_TEST(std::filesystem::exists(ring_of(1)));
  }
  kill_child();
  open();
  BOOST_TEST(are_all(read(1), 10));
}

BOOST_AUTO_TEST_CASE(a_start_is_never_opened_twice) {
  open();
  BOOST_CHECK_THROW(journals(options, log), std::system_error);
}

BOOST_AUTO_TEST_SUITE_END()
