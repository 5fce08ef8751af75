#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include <boost/asio/ip/tcp.hpp>
#include <boost/test/unit_test.hpp>

#include "attribution/redis/durability.hpp"
#include "tests/live/redis/connected.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/redis_process.hpp"

using namespace std::chrono_literals;
using waypost::errc;
using waypost::make_error_code;
using waypost::redis::durability_options;
using waypost::redis::wait_durable;
using waypost::test::connected;
using waypost::test::redis_process;

namespace {

using clock_type = std::chrono::steady_clock;

waypost::task<waypost::redis::reply> set(waypost::redis::connection& redis, std::string value) {
  waypost::redis::command c{"SET", "key"};
  c.add(value);
  co_return co_await redis.call("key", std::move(c));
}

std::string free_port() {
  boost::asio::io_context io;
  const boost::asio::ip::tcp::acceptor any(io, {boost::asio::ip::address_v4::loopback(), 0});
  return std::to_string(any.local_endpoint().port());
}

// A Redis and its replica, which is online and has all.
struct replicated {
  const std::string port = free_port();
  redis_process server{{.appendfsync = "always", .arguments = {"--port", port, "--bind", "127.0.0.1"}}};
  redis_process replica{{.appendfsync = "always", .arguments = {"--replicaof", "127.0.0.1", port}}};
  connected c{server.endpoint()};

  replicated() {
    BOOST_REQUIRE(c.wait());
    BOOST_REQUIRE(waypost::test::eventually([this] { return tells("state=online"); }));
    BOOST_REQUIRE(c.run(set(c.redis, "first")).has_value());
    BOOST_REQUIRE(c.run(wait_durable(c.redis)).has_value());
  }

  bool tells(std::string_view text) {
    const auto info = c.call({"INFO", "replication"});
    return info && info->text.find(text) != std::string::npos;
  }
};

const durability_options half_a_second{.between_samples = 100ms, .between_attempts = 50ms, .limit = 500ms};

}  // namespace

BOOST_AUTO_TEST_SUITE(durable_writes)

BOOST_AUTO_TEST_CASE(with_appendfsync_always_the_reply_is_enough) {
  const redis_process server;
  connected c(server.endpoint());
  BOOST_REQUIRE(c.wait());
  BOOST_REQUIRE(c.run(set(c.redis, "v")).has_value());
  const auto start = clock_type::now();
  BOOST_TEST(c.run(wait_durable(c.redis)).has_value());
  BOOST_TEST((clock_type::now() - start < 1500ms));
}

BOOST_AUTO_TEST_CASE(with_everysec_two_seconds_and_two_quiet_samples_pass) {
  const redis_process server({.appendfsync = "everysec", .arguments = {}});
  connected c(server.endpoint());
  BOOST_REQUIRE(c.wait());
  BOOST_REQUIRE(c.run(set(c.redis, "v")).has_value());
  const auto start = clock_type::now();
  BOOST_TEST(c.run(wait_durable(c.redis)).has_value());
  BOOST_TEST((clock_type::now() - start >= 2000ms));
  const auto info = c.call({"INFO", "persistence"});
  BOOST_TEST(info->text.find("aof_pending_bio_fsync:0") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(everysec_is_answered_under_load_as_well) {
  const redis_process server({.appendfsync = "everysec", .arguments = {}});
  connected c(server.endpoint());
  BOOST_REQUIRE(c.wait());
  std::jthread load([&](std::stop_token stop) {
    connected other(server.endpoint());
    if (!other.wait()) return;
    while (!stop.stop_requested()) {
      other.run(set(other.redis, std::string(1000, 'x')));
      std::this_thread::sleep_for(
          1ms);  // a disk that others keep busy as well must get through with its syncs
    }
  });
  BOOST_TEST(c.run(wait_durable(c.redis)).has_value());
}

BOOST_AUTO_TEST_CASE(save_that_ran_in_between_begins_the_samples_anew) {
  const redis_process server({.appendfsync = "everysec", .arguments = {}});
  connected c(server.endpoint());
  BOOST_REQUIRE(c.wait());
  bool done = false;
  const auto start = clock_type::now();
  boost::asio::co_spawn(c.io, wait_durable(c.redis),
                        [&](std::exception_ptr, waypost::result<void> answer) { done = answer.has_value(); });
  while (clock_type::now() < start + 1s) c.io.run_one_for(50ms);
  BOOST_REQUIRE(c.call({"BGSAVE"}).has_value());
  while (!done && clock_type::now() < start + 60s) c.io.run_one_for(50ms);
  BOOST_TEST(done);
  BOOST_TEST((clock_type::now() - start >= 3900ms));
}

BOOST_AUTO_TEST_CASE(redis_without_append_only_file_is_refused) {
  const redis_process none({.appendfsync = "always", .arguments = {"--appendonly", "no"}});
  connected c(none.endpoint());
  BOOST_REQUIRE(c.wait());
  BOOST_TEST(c.run(wait_durable(c.redis)).error() == make_error_code(errc::redis_settings));
  const redis_process never({.appendfsync = "no", .arguments = {}});
  connected d(never.endpoint());
  BOOST_REQUIRE(d.wait());
  BOOST_TEST(d.run(wait_durable(d.redis)).error() == make_error_code(errc::redis_settings));
}

BOOST_AUTO_TEST_CASE(redis_started_anew_meanwhile_is_unavailable) {
  redis_process server({.appendfsync = "everysec", .arguments = {}});
  connected c(server.endpoint());
  BOOST_REQUIRE(c.wait());
  boost::system::error_code outcome;
  bool done = false;
  boost::asio::co_spawn(c.io, wait_durable(c.redis), [&](std::exception_ptr, waypost::result<void> answer) {
    done = true;
    if (answer.has_error()) outcome = answer.error();
  });
  const auto start = clock_type::now();
  while (clock_type::now() < start + 500ms) c.io.run_one_for(50ms);
  server.kill_hard();
  server.start_again();
  while (!done && clock_type::now() < start + 60s) c.io.run_one_for(50ms);
  BOOST_TEST(outcome == make_error_code(errc::redis_unavailable));
}

BOOST_FIXTURE_TEST_CASE(what_is_durable_is_on_the_replica_too, replicated) {
  BOOST_REQUIRE(c.run(set(c.redis, "v")).has_value());
  BOOST_TEST(c.run(wait_durable(c.redis)).has_value());
  connected to_replica(replica.endpoint());
  BOOST_REQUIRE(to_replica.wait());
  BOOST_TEST(to_replica.call({"GET", "key"})->text == "v");
}

BOOST_FIXTURE_TEST_CASE(what_no_replica_has_yet_is_not_durable, replicated) {
  replica.freeze();
  BOOST_REQUIRE(c.run(set(c.redis, "v")).has_value());
  BOOST_TEST(c.run(wait_durable(c.redis, half_a_second)).error() == make_error_code(errc::redis_timeout));
  replica.thaw();
  BOOST_TEST(c.run(wait_durable(c.redis)).has_value());
}

BOOST_FIXTURE_TEST_CASE(another_connections_writes_are_waited_for_as_well, replicated) {
  replica.freeze();
  BOOST_REQUIRE(c.run(set(c.redis, "v")).has_value());
  connected other(server.endpoint());
  BOOST_REQUIRE(other.wait());
  BOOST_TEST(other.run(wait_durable(other.redis, half_a_second)).error() ==
             make_error_code(errc::redis_timeout));
}

BOOST_FIXTURE_TEST_CASE(a_replica_that_is_gone_is_not_waited_for, replicated) {
  replica.kill_hard();
  BOOST_REQUIRE(waypost::test::eventually([this] { return tells("connected_slaves:0"); }));
  BOOST_REQUIRE(c.run(set(c.redis, "v")).has_value());
  BOOST_TEST(c.run(wait_durable(c.redis)).has_value());
}

BOOST_AUTO_TEST_CASE(limit_ends_the_wait) {
  const redis_process server({.appendfsync = "everysec", .arguments = {}});
  connected c(server.endpoint());
  BOOST_REQUIRE(c.wait());
  const durability_options impatient{.between_samples = 2000ms, .between_attempts = 100ms, .limit = 300ms};
  BOOST_TEST(c.run(wait_durable(c.redis, impatient)).error() == make_error_code(errc::redis_timeout));
}

BOOST_AUTO_TEST_SUITE_END()
