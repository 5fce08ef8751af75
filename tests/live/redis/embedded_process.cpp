#include <signal.h>

#include <boost/test/unit_test.hpp>

#include "tests/live/redis/embedded_fixture.hpp"
#include "tests/live/redis/left_behind.hpp"

using namespace waypost::test;
using waypost::redis::embedded_redis;

namespace {

// Two servers on one data directory, as while one takes over from the other.
struct two_owners : embedded_fixture {
  recording_log second_log;
  embedded_redis second{data(), second_log};
};

// A server that starts its Redis and dies without a word; the Redis' process.
pid_t start_and_die(const std::filesystem::path& data) {
  return left_behind([&] {
    recording_log log;
    auto* redis = new embedded_redis(data, log);
    redis->start();
    return redis->pid();
  });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(embedded_process)

BOOST_FIXTURE_TEST_CASE(data_is_there_after_stop_and_start, embedded_fixture) {
  write(redis.start(), "key", "kept");
  redis.stop();
  BOOST_TEST(read(redis.start(), "key") == "kept");
}

BOOST_FIXTURE_TEST_CASE(killed_redis_is_started_again_with_its_data, embedded_fixture) {
  const auto where = redis.start();
  write(where, "key", "kept");
  for (int round = 0; round < 3; ++round) {
    const pid_t before = redis.pid();
    ::kill(before, SIGKILL);
    BOOST_REQUIRE(is_started_again(redis, before));
    BOOST_TEST(read(where, "key") == "kept");
  }
  BOOST_TEST(log.contains("ended with code 137"));
}

BOOST_FIXTURE_TEST_CASE(redis_left_by_a_dead_server_is_adopted_watched_and_stopped, embedded_fixture) {
  const pid_t left = start_and_die(data());
  BOOST_REQUIRE(runs(left));
  const auto where = redis.start();
  BOOST_TEST(redis.pid() == left);
  BOOST_TEST(log.contains("attached"));
  write(where, "key", "kept");
  ::kill(left, SIGKILL);
  BOOST_REQUIRE(is_started_again(redis, left));
  BOOST_TEST(read(where, "key") == "kept");
  redis.stop();

  const pid_t again = start_and_die(data());
  redis.start();
  BOOST_TEST(redis.pid() == again);
  redis.stop();
  BOOST_TEST(eventually([&] { return !runs(again); }));
}

BOOST_FIXTURE_TEST_CASE(two_who_watch_have_and_start_one_redis, two_owners) {
  const auto where = redis.start();
  BOOST_TEST(second.start().path == where.path);
  const pid_t before = redis.pid();
  BOOST_TEST(second.pid() == before);
  ::kill(before, SIGKILL);
  BOOST_TEST(is_started_again(redis, before));
  BOOST_TEST(eventually([&] { return redis.pid() == second.pid(); }));
  write(where, "key", "value");
}

BOOST_FIXTURE_TEST_CASE(frozen_redis_is_stopped_all_the_same, embedded_fixture) {
  redis.start();
  const pid_t pid = redis.pid();
  ::kill(pid, SIGSTOP);
  redis.stop();
  BOOST_TEST(!runs(pid));
  BOOST_TEST(log.contains("is killed"));
}

BOOST_AUTO_TEST_SUITE_END()
