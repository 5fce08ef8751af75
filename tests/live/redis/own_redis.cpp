#include <filesystem>
#include <signal.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include <boost/test/unit_test.hpp>

#include "tests/support/redis_process.hpp"

BOOST_AUTO_TEST_SUITE(own_redis)

BOOST_AUTO_TEST_CASE(redis_of_a_test_that_crashed_goes_with_it) {
  int ends[2];
  BOOST_REQUIRE(::pipe(ends) == 0);
  const pid_t child = ::fork();
  if (child == 0) {
    const auto* server = new waypost::test::redis_process;
    const pid_t pid = server->pid();
    if (::write(ends[1], &pid, sizeof pid) < 0) ::_exit(1);
    ::_exit(0);
  }
  ::close(ends[1]);
  pid_t pid = 0;
  BOOST_REQUIRE(::read(ends[0], &pid, sizeof pid) == static_cast<ssize_t>(sizeof pid));
  ::close(ends[0]);
  ::waitpid(child, nullptr, 0);
  const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (::kill(pid, 0) == 0 && std::chrono::steady_clock::now() < limit)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  BOOST_TEST(::kill(pid, 0) != 0);
}

BOOST_AUTO_TEST_SUITE_END()
