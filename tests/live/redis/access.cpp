#include <algorithm>
#include <chrono>
#include <string>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/live/redis/connected.hpp"
#include "tests/support/free_port.hpp"
#include "tests/support/redis_process.hpp"

namespace asio = boost::asio;
using namespace std::chrono_literals;
using waypost::errc;
using waypost::make_error_code;
using waypost::test::connected;
using waypost::test::free_port;
using waypost::test::recording_log;
using waypost::test::redis_process;

namespace {

std::size_t lines_with(const recording_log& log, std::string_view part) {
  const auto lines = log.lines();
  return static_cast<std::size_t>(std::count_if(
      lines.begin(), lines.end(), [&](const auto& line) { return line.find(part) != line.npos; }));
}

// What the log has of attempts to connect to `server` with the password "mistaken".
void try_mistaken_password(const redis_process& server, recording_log& log) {
  auto where = waypost::redis::parse_endpoint(server.endpoint()).value();
  where.password = "mistaken";
  asio::io_context io;
  waypost::redis::connection redis(io.get_executor(), where, {}, log);
  asio::co_spawn(io, redis.run(), asio::detached);
  BOOST_TEST(waypost::test::run_task(io, redis.wait_connected(500ms)).has_error());
  BOOST_TEST(redis.trouble().starts_with("not connected: AUTH refused: "));
  redis.stop();
  io.restart();
  io.run_for(10s);
}

// A chroot may have no /etc/hosts, and so no "localhost".
std::string name_of_this_machine() {
  asio::io_context io;
  boost::system::error_code unknown;
  asio::ip::tcp::resolver(io).resolve("localhost", "", unknown);
  return unknown ? "127.0.0.1" : "localhost";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(redis_access)

BOOST_AUTO_TEST_CASE(right_password_connects_over_tcp_and_is_never_logged) {
  const auto port = free_port();
  redis_process server({.appendfsync = "always", .arguments = {"--port", port, "--requirepass", "s3cret@:"}});
  connected c("redis://:s3cret%40%3A@127.0.0.1:" + port);
  BOOST_REQUIRE(c.wait());
  BOOST_TEST(c.call({"PING"})->text == "PONG");
  connected named("redis://default:s3cret%40%3A@" + name_of_this_machine() + ':' + port);
  BOOST_REQUIRE(named.wait());
  BOOST_TEST(!c.log.contains("s3cret"));
  BOOST_TEST(!named.log.contains("s3cret"));
}

BOOST_AUTO_TEST_CASE(wrong_or_missing_password_is_refused_with_one_line) {
  redis_process server({.appendfsync = "always", .arguments = {"--requirepass", "right"}});
  connected missing(server.endpoint());
  BOOST_TEST(missing.run(missing.redis.wait_connected(500ms)).has_error());
  BOOST_TEST(lines_with(missing.log, "NOAUTH") == 1u);
  BOOST_TEST(missing.redis.generation() == 0u);
  recording_log log;
  try_mistaken_password(server, log);
  BOOST_TEST(log.contains("AUTH refused: WRONGPASS"));
  BOOST_TEST(!log.contains("mistaken"));
}

BOOST_AUTO_TEST_CASE(a_server_without_auth_does_not_get_the_password_into_the_log) {
  // Redis repeats the arguments of a command that it does not know.
  redis_process server({.appendfsync = "always", .arguments = {"--rename-command", "AUTH", ""}});
  recording_log log;
  try_mistaken_password(server, log);
  BOOST_TEST(log.contains("AUTH refused: ERR unknown command 'AUTH'"));
  BOOST_TEST(!log.contains("mistaken"));
}

BOOST_AUTO_TEST_CASE(a_forbidden_command_is_told_once_by_its_name) {
  redis_process server;
  connected c(server.endpoint());
  BOOST_REQUIRE(c.wait());
  BOOST_TEST(c.redis.trouble().empty());
  BOOST_REQUIRE(c.call({"ACL", "SETUSER", "default", "-incr"}).has_value());
  for (int i = 0; i < 3; ++i)
    BOOST_TEST(c.call({"INCR", "n"}).error() == make_error_code(errc::redis_forbidden));
  BOOST_TEST(lines_with(c.log, "refused the command: NOPERM") == 1u);
  BOOST_TEST(c.redis.trouble().find("'incr'") != std::string::npos, c.redis.trouble());
}

BOOST_AUTO_TEST_SUITE_END()
