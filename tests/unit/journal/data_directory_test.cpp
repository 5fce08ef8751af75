#include "attribution/journal/data_directory.hpp"

#include <fstream>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

#include <boost/test/unit_test.hpp>

#include <waypost/clock.hpp>

#include "attribution/journal/ring_folder.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace waypost;

namespace {

struct data_fixture {
  std::filesystem::path data() const { return folder.path() / "data"; }
  data_directory open() const { return data_directory(data(), folder.path() / "rings"); }
  static std::uint64_t now_ms() { return static_cast<std::uint64_t>(system_time_ms()); }
  void write_count(std::uint64_t count) const { std::ofstream(data() / "start") << count << '\n'; }
  static mode_t mode_of(const std::filesystem::path& p) {
    struct stat s {};
    ::stat(p.c_str(), &s);
    return s.st_mode & 0777;
  }

  test::temporary_directory folder;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(a_data_directory, data_fixture)

BOOST_AUTO_TEST_CASE(counts_its_starts_upwards_and_keeps_its_node) {
  const auto node = open().node();
  const auto second = open().start();
  BOOST_TEST(open().start() > second);
  BOOST_TEST(open().node() == node);
}

BOOST_AUTO_TEST_CASE(a_restored_copy_never_repeats_a_start) {
  open();
  const auto copy = folder.path() / "copy";
  std::filesystem::copy(data(), copy, std::filesystem::copy_options::recursive);
  const auto after_the_copy = open().start();
  std::filesystem::remove_all(data());
  std::filesystem::rename(copy, data());
  while (now_ms() <= after_the_copy) {
  }
  BOOST_TEST(open().start() > after_the_copy);
}

BOOST_AUTO_TEST_CASE(counts_on_where_the_clock_was_set_back) {
  open();
  const std::uint64_t ahead = now_ms() + 3'600'000;
  write_count(ahead);
  BOOST_TEST(open().start() == ahead + 1);
  BOOST_TEST(open().start() == ahead + 2);
}

BOOST_AUTO_TEST_CASE(is_private) {
  std::filesystem::create_directory(data());
  std::filesystem::permissions(data(), std::filesystem::perms::all);
  const auto d = open();
  BOOST_TEST(mode_of(data()) == 0700u);
  BOOST_TEST(mode_of(d.journal_folder()) == 0700u);
  BOOST_TEST(mode_of(d.ring_folder()) == 0700u);
}

BOOST_AUTO_TEST_CASE(takes_no_folder_from_others_that_was_none_of_its_own) {
  std::filesystem::create_directory(data());
  std::filesystem::permissions(data(), std::filesystem::perms(0755));
  std::ofstream(data() / "somebody's") << "file\n";
  BOOST_CHECK_EXCEPTION(open(), std::system_error, [&](const std::system_error& e) {
    return std::string(e.what()).find(data().string() + " is open to other users") != std::string::npos;
  });
  BOOST_TEST(mode_of(data()) == 0755u);
  std::filesystem::permissions(data(), std::filesystem::perms(0700));
  open();
  std::filesystem::permissions(data(), std::filesystem::perms(0755));  // a copy of it, say
  open();
  BOOST_TEST(mode_of(data()) == 0700u);
}

BOOST_AUTO_TEST_CASE(leaves_the_folder_that_rings_lie_below_to_all) {
  const auto memory = folder.path() / "rings";
  std::filesystem::create_directory(memory);
  std::filesystem::permissions(memory, std::filesystem::perms(01777));
  const auto d = open();
  BOOST_TEST(d.ring_folder() == memory / ("waypost-" + std::to_string(::geteuid())));
  BOOST_TEST(mode_of(d.ring_folder()) == 0700u);
  BOOST_TEST(mode_of(memory) == 0777u);
}

BOOST_AUTO_TEST_CASE(has_one_owner) {
  const auto first = open();
  try {
    open();
    BOOST_FAIL("opened twice");
  } catch (const std::system_error& e) {
    BOOST_TEST((boost::system::error_code(errc::locked) == e.code()));
    BOOST_TEST(std::string(e.what()).find("another server uses the data directory") != std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(never_gives_a_start_again_that_left_a_journal) {
  open();
  const std::uint64_t ahead = now_ms() + 3'600'000;
  std::filesystem::create_directories(data() / "journal" / std::to_string(ahead));
  std::filesystem::remove(data() / "start");
  BOOST_TEST(open().start() == ahead + 1);
}

BOOST_AUTO_TEST_CASE(a_lost_node_beside_journals_is_refused) {
  open();
  std::filesystem::create_directories(data() / "journal" / "1");
  std::filesystem::remove(data() / "node");
  BOOST_CHECK_THROW(open(), std::system_error);
}

BOOST_AUTO_TEST_CASE(a_corrupt_count_is_refused) {
  open();
  std::ofstream(data() / "start") << "seventeen\n";
  BOOST_CHECK_THROW(open(), std::system_error);
}

BOOST_AUTO_TEST_CASE(a_link_of_ones_own_leads_on) {
  std::filesystem::create_directory(folder.path() / "elsewhere");
  std::filesystem::create_directory(folder.path() / "rings");
  std::filesystem::create_symlink(folder.path() / "elsewhere", users_ring_folder(folder.path() / "rings"));
  BOOST_TEST(open().ring_folder() == folder.path() / "elsewhere");
}

// Whoever is first at a name below /dev/shm could lead the rings into any folder of the server's user.
BOOST_AUTO_TEST_CASE(somebody_elses_link_is_refused) {
  if (::geteuid() != 0) return;  // nobody else can be played
  constexpr uid_t somebody = 12345;
  std::filesystem::create_directory(folder.path() / "rings");
  const auto link = users_ring_folder(folder.path() / "rings");
  std::filesystem::create_directory(folder.path() / "elsewhere");
  std::filesystem::create_symlink(folder.path() / "elsewhere", link);
  BOOST_REQUIRE(::lchown(link.c_str(), somebody, somebody) == 0);
  BOOST_CHECK_THROW(open(), std::system_error);
}

BOOST_AUTO_TEST_CASE(rings_go_to_shared_memory_by_default) {
  const data_directory d(data());
  BOOST_TEST(d.ring_folder().string().starts_with("/dev/shm/waypost-"));
}

BOOST_AUTO_TEST_SUITE_END()
