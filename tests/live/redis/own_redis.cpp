#include <signal.h>

#include <boost/test/unit_test.hpp>

#include "tests/live/redis/left_behind.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/redis_process.hpp"

using waypost::test::eventually;
using waypost::test::left_behind;
using waypost::test::redis_process;

BOOST_AUTO_TEST_SUITE(own_redis)

BOOST_AUTO_TEST_CASE(redis_of_a_test_that_crashed_goes_with_it) {
  const pid_t left = left_behind([] { return (new redis_process)->pid(); });
  BOOST_TEST(eventually([&] { return ::kill(left, 0) != 0; }));
}

BOOST_AUTO_TEST_SUITE_END()
