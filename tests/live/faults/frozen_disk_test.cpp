#include <cstdlib>
#include <fcntl.h>
#include <linux/fs.h>
#include <memory>
#include <stdexcept>
#include <sys/ioctl.h>
#include <thread>
#include <unistd.h>

#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/support/redis_process.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/sms_campaign.hpp"
#include "tests/support/tapping.hpp"

namespace waypost::test {

namespace {

// A small ext4 file system of its own in a file, mounted until this goes.
class loop_mount {
 public:
  loop_mount() {
    const auto image = (folder_.path() / "image").string();
    std::filesystem::create_directory(folder());
    run("truncate -s 2G " + image + " && mkfs.ext4 -q -m 0 " + image);
    run("mount -o loop " + image + ' ' + folder().string());
    fd_ = ::open(folder().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  }
  ~loop_mount() {
    ::close(fd_);
    if (std::system(("umount -l " + folder().string()).c_str()) != 0) return;
  }
  loop_mount(const loop_mount&) = delete;
  loop_mount& operator=(const loop_mount&) = delete;

  std::filesystem::path folder() const { return folder_.path() / "mounted"; }

  // From here until thaw() every write to it waits.
  void freeze() {
    if (::ioctl(fd_, FIFREEZE, 0) != 0) throw std::runtime_error("FIFREEZE failed");
  }
  void thaw() {
    if (::ioctl(fd_, FITHAW, 0) != 0) throw std::runtime_error("FITHAW failed");
  }

 private:
  static void run(const std::string& command) {
    if (std::system((command + " >/dev/null 2>&1").c_str()) != 0)
      throw std::runtime_error("failed: " + command);
  }

  temporary_directory folder_;
  int fd_ = -1;
};

boost::test_tools::assertion_result can_mount(boost::unit_test::test_unit_id) {
  boost::test_tools::assertion_result possible(true);
  try {
    loop_mount tried;
  } catch (const std::exception& error) {
    possible = false;
    possible.message() << "no loop mount here, so the disk cannot be frozen: " << error.what();
  }
  return possible;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_frozen_disk_holds_no_redirect_up, *boost::unit_test::precondition(can_mount)) {
  loop_mount disk;
  redis_process redis;
  server_process server({.redis = redis.endpoint(), .data = disk.folder() / "data"});
  sms_campaign campaign(server, "Frozen", {"a"});
  campaign.upload(0, 100);
  std::vector<tap_target> targets;
  for (std::size_t i = 0; i < 100; ++i)
    targets.push_back({campaign.short_path(i, 0), campaign.destination(0)});

  tapping before(server.redirect(), targets, 4, 2000);
  std::this_thread::sleep_for(std::chrono::seconds(3));
  const auto taps_before = before.stop();

  tapping during(server.redirect(), targets, 4, 2000);
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  disk.freeze();
  std::this_thread::sleep_for(std::chrono::seconds(5));
  const auto answered_while_frozen = during.answered();
  disk.thaw();
  const auto taps_during = during.stop();

  BOOST_TEST_MESSAGE("p99 " << before.p99() << " us before, " << during.p99() << " us while frozen; largest "
                            << before.latencies().back() << " and " << during.latencies().back() << " us");
  BOOST_TEST(during.p99() <= bearable(before.p99()));
  BOOST_TEST(answered_while_frozen > 2000U);
  // A redirect that waited for the disk would have waited for about 5 s.
  BOOST_TEST(during.latencies().back() < 3000000U);
  std::uint64_t answered = 0;
  for (const auto& taps : {taps_before, taps_during})
    for (const auto& tap : taps) {
      BOOST_TEST(tap.answered == tap.sent);
      answered += tap.answered;
    }
  BOOST_TEST(campaign.stats_when_clicks_reach(answered).at("clicks").to_number<std::uint64_t>() == answered);
}

}  // namespace waypost::test
