#include <fstream>
#include <sys/mount.h>

#include <boost/test/unit_test.hpp>

#include "tests/unit/journal/journal_fixture.hpp"

using namespace waypost;
using namespace waypost::test;

namespace {

// A journal on a small file system of its own, where the test may mount one.
struct small_disk_fixture : journal_fixture {
  small_disk_fixture() {
    mounted = ::mount("tmpfs", mount_point.path().c_str(), "tmpfs", 0, "size=1m") == 0;
    options.folder = mount_point.path() / "journal";
  }
  ~small_disk_fixture() {
    stop();
    if (mounted) ::umount(mount_point.path().c_str());
  }

  void fill() const {
    std::ofstream file(mount_point.path() / "filler", std::ios::binary);
    const std::string block(4096, 'f');
    while (file.write(block.data(), static_cast<std::streamsize>(block.size())).flush()) {
    }
  }

  void make_room() const { std::filesystem::remove(mount_point.path() / "filler"); }

  temporary_directory mount_point;
  bool mounted = false;
};

// Rings on a small file system of their own.
struct small_memory_fixture : journal_fixture {
  small_memory_fixture() {
    mounted = ::mount("tmpfs", mount_point.path().c_str(), "tmpfs", 0, "size=5m") == 0;
    options.ring_folder = mount_point.path();
    options.rings = 3;
  }
  ~small_memory_fixture() {
    stop();
    if (mounted) ::umount(mount_point.path().c_str());
  }

  temporary_directory mount_point;
  bool mounted = false;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(a_small_disk, small_disk_fixture)

BOOST_AUTO_TEST_CASE(that_is_full_and_has_room_again_loses_and_doubles_nothing) {
  if (!mounted) {
    BOOST_TEST_MESSAGE("skipped: only root may mount a file system");
    return;
  }
  open();
  append(100);
  BOOST_REQUIRE(frees(100));
  fill();
  append(10000);
  BOOST_REQUIRE(gives_the_disk_up());
  BOOST_TEST(are_all(read_until(1, 10100), 10100));
  make_room();
  BOOST_REQUIRE(finds_the_disk_well() && frees(10100));
  BOOST_TEST(are_all(read(1), 10100));
  open();
  BOOST_TEST(are_all(read(1), 10100));
  BOOST_TEST(!log.contains("are lost"));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(small_memory, small_memory_fixture)

BOOST_AUTO_TEST_CASE(means_smaller_rings_of_one_size_and_an_alarm) {
  if (!mounted) {
    BOOST_TEST_MESSAGE("skipped: only root may mount a file system");
    return;
  }
  open();
  const auto folder = mount_point.path() / "0123456789abcdef" / "1";
  for (const auto* name : {"0.ring", "1.ring", "2.ring"})
    BOOST_TEST(std::filesystem::file_size(folder / name) == (1u << 20) + 4096u);
  BOOST_TEST(log.contains("alarm journal: no room for rings of 4194304 bytes"));
  append(1000);
  BOOST_TEST(are_all(read_until(1, 1000), 1000));
}

BOOST_AUTO_TEST_CASE(without_room_for_the_smallest_rings_refuses_the_start) {
  if (!mounted) {
    BOOST_TEST_MESSAGE("skipped: only root may mount a file system");
    return;
  }
  options.rings = 6;
  BOOST_CHECK_THROW(open(), std::system_error);
}

BOOST_AUTO_TEST_SUITE_END()
