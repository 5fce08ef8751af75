#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/test/unit_test.hpp>

#include "attribution/redis/settings.hpp"
#include "tests/live/redis/embedded_fixture.hpp"

namespace asio = boost::asio;
namespace fs = std::filesystem;
using namespace waypost::test;
using waypost::redis::embedded_redis;

namespace {

fs::perms mode_of(const fs::path& path) { return fs::status(path).permissions(); }

}  // namespace

BOOST_AUTO_TEST_SUITE(embedded_start)

BOOST_AUTO_TEST_CASE(started_redis_is_private_and_set_up_to_lose_nothing) {
  const temporary_directory folder;
  recording_log log;
  embedded_redis redis(folder.path() / "data", log);
  const auto where = redis.start();
  BOOST_TEST(where.path == (fs::canonical(folder.path()) / "data/redis/redis.sock").string());
  BOOST_TEST((mode_of(folder.path() / "data") == fs::perms::owner_all));
  BOOST_TEST((mode_of(folder.path() / "data/redis") == fs::perms::owner_all));
  BOOST_TEST((mode_of(where.path) == (fs::perms::owner_read | fs::perms::owner_write)));
  {
    connected c(to_text(where));
    BOOST_REQUIRE(c.wait());
    const auto settings = c.run(waypost::redis::check_settings(c.redis));
    BOOST_REQUIRE(settings.has_value());
    BOOST_TEST(settings->problems.empty());
    BOOST_TEST((settings->fsync == waypost::redis::fsync_mode::always));
  }
  const pid_t pid = redis.pid();
  BOOST_TEST(::getsid(pid) == pid);  // the terminal's Ctrl-C goes to its own session
  std::ifstream pid_file(folder.path() / "data/redis/pid");
  pid_t noted = 0;
  pid_file >> noted;
  BOOST_TEST(noted == pid);
  redis.stop();
  BOOST_TEST(!runs(pid));
  BOOST_TEST(redis.pid() == 0);
}

BOOST_AUTO_TEST_CASE(long_path_moves_the_socket_to_a_private_runtime_directory) {
  const temporary_directory folder;
  const auto data = folder.path() / std::string(60, 'a') / std::string(60, 'b');
  recording_log log;
  embedded_redis redis(data, log);
  const auto where = redis.start();
  const auto runtime = fs::path(where.path).parent_path();
  BOOST_TEST(where.path.size() <= 107u);
  BOOST_TEST(runtime.filename().string().starts_with("waypost-" + std::to_string(::geteuid()) + '-'));
  BOOST_TEST((mode_of(runtime) == fs::perms::owner_all));
  write(where, "key", "value");

  // Another start that sees another directory for temporary files finds the running one all the same.
  const temporary_directory elsewhere;
  ::setenv("TMPDIR", elsewhere.path().c_str(), 1);
  embedded_redis second(data, log);
  BOOST_TEST(second.start().path == where.path);
  ::unsetenv("TMPDIR");
  redis.stop();
  second.stop();
  fs::remove_all(runtime);
}

BOOST_AUTO_TEST_CASE(folder_open_to_others_is_refused) {
  const temporary_directory folder;
  fs::create_directory(folder.path() / "redis");
  fs::permissions(folder.path() / "redis", fs::perms::owner_all | fs::perms::others_exec);
  BOOST_TEST(refusal(folder.path()).find("open to other users") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(missing_redis_server_is_said_clearly) {
  const temporary_directory folder;
  const std::string path = ::getenv("PATH");
  ::setenv("PATH", folder.path().c_str(), 1);
  const auto reason = refusal(folder.path());
  ::setenv("PATH", path.c_str(), 1);
  BOOST_TEST(reason.find("redis-server is not installed") != std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(redis_inherits_no_listener, embedded_fixture) {
  asio::io_context io;
  asio::ip::tcp::acceptor listener(io, {asio::ip::address_v4::loopback(), 0});
  const auto where = listener.local_endpoint();
  redis.start();
  listener.close();
  asio::ip::tcp::socket phone(io);
  boost::system::error_code error;
  phone.connect(where, error);
  BOOST_TEST(error == asio::error::connection_refused);
}

BOOST_AUTO_TEST_SUITE_END()
