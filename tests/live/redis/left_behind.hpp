#pragma once

#include <functional>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>

namespace waypost::test {

// Runs `start` in a process that dies right after it, without a word: no destructor runs. `start` answers the
// process that it started.
inline pid_t left_behind(const std::function<pid_t()>& start) {
  int ends[2];
  BOOST_REQUIRE(::pipe(ends) == 0);
  const pid_t child = ::fork();
  if (child == 0) {
    try {
      const pid_t started = start();
      ::_exit(::write(ends[1], &started, sizeof started) < 0 ? 1 : 0);
    } catch (...) {
      ::_exit(1);  // the other tests are the parent's to run
    }
  }
  ::close(ends[1]);
  pid_t started = 0;
  BOOST_REQUIRE(::read(ends[0], &started, sizeof started) == static_cast<ssize_t>(sizeof started));
  ::close(ends[0]);
  ::waitpid(child, nullptr, 0);
  return started;
}

}  // namespace waypost::test
