#include <thread>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/live/redis/connected.hpp"
#include "tests/support/redis_process.hpp"

namespace asio = boost::asio;
using namespace std::chrono_literals;
using waypost::errc;
using waypost::make_error_code;
using waypost::redis::command;
using waypost::redis::connection_options;
using waypost::test::connected;
using waypost::test::redis_process;

namespace {

using outcomes = std::vector<boost::system::error_code>;

asio::awaitable<void> ping(waypost::redis::connection& redis, outcomes& into) {
  command c{"PING"};
  const auto answer = co_await redis.call("key", std::move(c));
  into.push_back(answer.has_error() ? answer.error() : boost::system::error_code{});
}

void run_until(asio::io_context& io, auto condition) {
  const auto limit = std::chrono::steady_clock::now() + 60s;
  while (!condition() && std::chrono::steady_clock::now() < limit) io.run_one_for(20ms);
}

std::size_t lines_with(const connected& c, std::string_view part) {
  std::size_t found = 0;
  for (const auto& line : c.log.lines()) found += line.find(part) != line.npos;
  return found;
}

connection_options quick() {
  connection_options options;
  options.call_timeout = 200ms;
  options.connect_timeout = 300ms;
  return options;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(connection_faults)

BOOST_AUTO_TEST_CASE(call_without_a_connection_fails_at_once) {
  redis_process server;
  const auto where = server.endpoint();
  server.kill_hard();
  connected c(where);
  BOOST_TEST(c.call({"PING"}).error() == make_error_code(errc::redis_unavailable));
  BOOST_TEST(c.run(c.redis.wait_connected(50ms)).error() == make_error_code(errc::redis_unavailable));
}

BOOST_AUTO_TEST_CASE(frozen_redis_gives_timeout_to_the_late_call_and_unavailable_to_the_later_one) {
  redis_process server;
  connected c(server.endpoint(), quick());
  BOOST_REQUIRE(c.wait());
  server.freeze();
  outcomes early;
  outcomes later;
  const auto start = std::chrono::steady_clock::now();
  asio::co_spawn(c.io, ping(c.redis, early), asio::detached);
  run_until(c.io, [&] { return std::chrono::steady_clock::now() > start + 100ms; });
  asio::co_spawn(c.io, ping(c.redis, later), asio::detached);
  run_until(c.io, [&] { return !early.empty() && !later.empty(); });
  const auto took = std::chrono::steady_clock::now() - start;
  server.thaw();
  BOOST_REQUIRE(early.size() + later.size() == 2u);
  BOOST_TEST(early[0] == make_error_code(errc::redis_timeout));
  BOOST_TEST(later[0] == make_error_code(errc::redis_unavailable));
  BOOST_TEST((took >= 200ms));
  BOOST_TEST((took < 10s));
  BOOST_TEST(c.wait());
  BOOST_TEST(c.redis.generation() == 2u);
}

BOOST_AUTO_TEST_CASE(frozen_redis_that_takes_no_more_bytes_is_a_timeout_too) {
  redis_process server;
  connected c(server.endpoint(), quick());
  BOOST_REQUIRE(c.wait());
  server.freeze();
  command large{"SET", "key"};
  large.add(std::string(16 * 1024 * 1024, 'x'));
  BOOST_TEST(c.call(large).error() == make_error_code(errc::redis_timeout));
  server.thaw();
  BOOST_TEST(c.wait());
}

BOOST_AUTO_TEST_CASE(killed_redis_is_found_again_and_logged_once_each_way) {
  redis_process server;
  connected c(server.endpoint());
  BOOST_REQUIRE(c.wait());
  BOOST_TEST(c.call({"SET", "key", "kept"}).has_value());
  server.freeze();
  outcomes under_way;
  for (int n = 0; n < 10; ++n) asio::co_spawn(c.io, ping(c.redis, under_way), asio::detached);
  run_until(c.io, [start = std::chrono::steady_clock::now()] {
    return std::chrono::steady_clock::now() > start + 50ms;
  });
  server.kill_hard();
  run_until(c.io, [&] { return under_way.size() == 10; });
  BOOST_TEST(under_way.size() == 10u);
  for (const auto& error : under_way) BOOST_TEST(error == make_error_code(errc::redis_unavailable));
  BOOST_TEST(!c.redis.connected());
  BOOST_TEST(c.run(c.redis.wait_connected(500ms)).has_error());  // many attempts fail meanwhile
  server.start_again();
  BOOST_REQUIRE(c.wait());
  BOOST_TEST(c.call({"GET", "key"})->text == "kept");
  BOOST_TEST(c.redis.generation() == 2u);
  BOOST_TEST(lines_with(c, "lost") == 1u);
  BOOST_TEST(lines_with(c, "not connected") == 1u);
  BOOST_TEST(lines_with(c, ": connected") == 2u);
}

BOOST_AUTO_TEST_CASE(stop_ends_run_even_while_redis_is_frozen) {
  redis_process server;
  asio::io_context io;
  waypost::test::recording_log log;
  const auto where = waypost::redis::parse_endpoint(server.endpoint()).value();
  waypost::redis::connection redis(io.get_executor(), where, {}, log);
  auto ended = asio::co_spawn(io, redis.run(), asio::use_future);
  BOOST_REQUIRE(waypost::test::run_task(io, redis.wait_connected(30s)).has_value());
  server.freeze();
  outcomes under_way;
  asio::co_spawn(io, ping(redis, under_way), asio::detached);
  io.restart();
  io.poll();
  redis.stop();
  io.restart();
  io.run_for(10s);
  BOOST_TEST((ended.wait_for(0s) == std::future_status::ready));
  BOOST_REQUIRE(under_way.size() == 1u);
  BOOST_TEST(under_way[0] == make_error_code(errc::redis_unavailable));
  BOOST_TEST(!redis.connected());
}

BOOST_AUTO_TEST_CASE(redis_that_is_loading_counts_as_not_connected) {
  // Each key of the base file takes it 1 ms to load.
  redis_process server({.appendfsync = "everysec", .arguments = {"--key-load-delay", "1000"}});
  connected c(server.endpoint());
  BOOST_REQUIRE(c.wait());
  BOOST_REQUIRE(
      c.call({"EVAL", "for n = 1, 1500 do redis.call('SET', 'key:' .. n, n) end", "0"}).has_value());
  BOOST_REQUIRE(c.call({"BGREWRITEAOF"}).has_value());
  const auto rewritten = [&] {
    return c.call({"INFO", "persistence"})->text.find("aof_rewrite_in_progress:1") == std::string::npos;
  };
  for (int n = 0; n < 600 && !rewritten(); ++n)
    run_until(c.io, [end = std::chrono::steady_clock::now() + 50ms] {
      return std::chrono::steady_clock::now() > end;
    });
  server.stop();
  std::jthread starting([&] { server.start_again(); });
  run_until(c.io, [&] { return c.log.contains("is loading its data"); });
  BOOST_TEST(c.log.contains("is loading its data"));
  BOOST_TEST(!c.redis.connected());
  BOOST_REQUIRE(c.wait());
  BOOST_TEST(c.call({"GET", "key:1500"})->text == "1500");
}

BOOST_AUTO_TEST_SUITE_END()
