#include <csignal>
#include <fcntl.h>
#include <thread>

#include <boost/test/unit_test.hpp>

#include "attribution/journal/file_descriptor.hpp"
#include "attribution/journal/segment_writer.hpp"
#include "attribution/journal/stored_journal_reader.hpp"
#include "tests/unit/journal/journal_fixture.hpp"

using namespace waypost;
using namespace waypost::test;

namespace {

// A journal whose one segment is replaced, under its name, by a shorter one.
struct replaced_segment_fixture {
  replaced_segment_fixture() {
    journal.name = {7, 3, 1};
    // The kernel tells a lease's holder by SIGIO that somebody opens the file; its default would end us.
    std::signal(SIGIO, SIG_IGN);
  }
  ~replaced_segment_fixture() { std::signal(SIGIO, SIG_DFL); }

  segment write(std::uint64_t count) {
    auto writer = segment_writer::create(on, folder.path(), {journal.name, 0, 0, 1}).value();
    for (std::uint64_t i = 0; i < count; ++i) {
      auto e = a_click(i);
      e.offset = i;
      writer.put(e);
    }
    BOOST_REQUIRE(writer.write().has_value());
    return {0, writer.file(), 0, 0, count, writer.bytes()};
  }

  temporary_directory folder{"/dev/shm"};
  disk on;
  stored_journal journal;
  recording_log log;
  std::atomic<bool> usable{true};
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(a_replaced_segment, replaced_segment_fixture)

BOOST_AUTO_TEST_CASE(is_not_taken_for_the_one_that_was_looked_up) {
  journal.finished = true;
  journal.segments.add(write(100));
  const segment shorter = write(50);
  // With a lease the reader waits in the opening of the file, behind its look at the list.
  const file_descriptor leased(::open(shorter.file.c_str(), O_RDWR | O_CLOEXEC));
  if (::fcntl(leased.number(), F_SETLEASE, F_WRLCK) != 0) {
    BOOST_TEST_MESSAGE("skipped: the file system has no leases");
    return;
  }
  std::vector<told_event> events;
  std::uint64_t next = 0;
  std::thread drain([&] {
    stored_journal_reader reader(journal, usable, log);
    next = reader.read(0, 1000, [&](const event& e) { events.push_back(told(e)); }).value();
  });
  const bool opening = eventually([&] { return ::fcntl(leased.number(), F_GETLEASE) != F_WRLCK; });
  journal.segments.cut(0);
  journal.segments.add(shorter);
  ::fcntl(leased.number(), F_SETLEASE, F_UNLCK);
  drain.join();
  BOOST_REQUIRE(opening);
  BOOST_TEST(next == 50u);
  BOOST_TEST(are_all(events, 50));
  BOOST_TEST(!log.contains("are lost"));
}

BOOST_AUTO_TEST_SUITE_END()
