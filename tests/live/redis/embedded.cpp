#include "attribution/redis/embedded.hpp"

#include <cstdlib>
#include <fstream>
#include <functional>
#include <signal.h>
#include <string>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/test/unit_test.hpp>

#include "attribution/redis/settings.hpp"
#include "tests/live/redis/connected.hpp"
#include "tests/support/temporary_directory.hpp"

namespace asio = boost::asio;
namespace fs = std::filesystem;
using namespace std::chrono_literals;
using waypost::redis::embedded_redis;
using waypost::redis::endpoint;
using waypost::test::connected;
using waypost::test::recording_log;
using waypost::test::temporary_directory;

namespace {

bool until(const std::function<bool()>& condition) {
  const auto limit = std::chrono::steady_clock::now() + 60s;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > limit) return false;
    std::this_thread::sleep_for(10ms);
  }
  return true;
}

void write(const endpoint& where, const std::string& key, const std::string& value) {
  connected c(to_text(where));
  BOOST_REQUIRE(c.wait());
  waypost::redis::command set{"SET"};
  set.add(key).add(value);
  BOOST_REQUIRE(c.call(set).has_value());
}

std::string read(const endpoint& where, const std::string& key) {
  connected c(to_text(where));
  BOOST_REQUIRE(c.wait());
  waypost::redis::command get{"GET"};
  get.add(key);
  const auto answer = c.call(get);
  return answer.has_value() ? answer->text : "no answer";
}

bool runs(pid_t pid) { return ::kill(pid, 0) == 0; }

fs::perms mode_of(const fs::path& path) { return fs::status(path).permissions(); }

fs::path append_only_file(const fs::path& data) {
  return data / "redis" / "appendonlydir" / "appendonly.aof.1.incr.aof";
}

std::size_t torn_copies(const fs::path& data) {
  std::size_t found = 0;
  for (const auto& entry : fs::directory_iterator(data / "redis"))
    found += entry.path().filename().string().starts_with("torn-");
  return found;
}

// What start() throws, or nothing where it does not.
std::string refusal(const fs::path& data) {
  recording_log log;
  embedded_redis redis(data, log);
  try {
    redis.start();
    return {};
  } catch (const std::runtime_error& error) {
    return error.what();
  }
}

// A server that starts its Redis and dies without a word; the Redis' process.
pid_t start_and_die(const fs::path& data) {
  int ends[2];
  BOOST_REQUIRE(::pipe(ends) == 0);
  const pid_t child = ::fork();
  if (child == 0) {
    recording_log log;
    auto* redis = new embedded_redis(data, log);
    redis->start();
    const pid_t pid = redis->pid();
    if (::write(ends[1], &pid, sizeof pid) < 0) ::_exit(1);
    ::_exit(0);
  }
  ::close(ends[1]);
  pid_t pid = 0;
  BOOST_REQUIRE(::read(ends[0], &pid, sizeof pid) == static_cast<ssize_t>(sizeof pid));
  ::close(ends[0]);
  ::waitpid(child, nullptr, 0);
  return pid;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(embedded)

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

BOOST_AUTO_TEST_CASE(data_is_there_after_stop_and_start) {
  const temporary_directory folder;
  recording_log log;
  embedded_redis redis(folder.path(), log);
  write(redis.start(), "key", "kept");
  redis.stop();
  BOOST_TEST(read(redis.start(), "key") == "kept");
}

BOOST_AUTO_TEST_CASE(killed_redis_is_started_again_with_its_data) {
  const temporary_directory folder;
  recording_log log;
  embedded_redis redis(folder.path(), log);
  const auto where = redis.start();
  write(where, "key", "kept");
  for (int round = 0; round < 3; ++round) {
    const pid_t before = redis.pid();
    ::kill(before, SIGKILL);
    BOOST_REQUIRE(until([&] { return redis.pid() != 0 && redis.pid() != before; }));
    BOOST_TEST(read(where, "key") == "kept");
  }
  BOOST_TEST(log.contains("ended with code 137"));
}

BOOST_AUTO_TEST_CASE(redis_left_by_a_dead_server_is_adopted_watched_and_stopped) {
  const temporary_directory folder;
  const pid_t left = start_and_die(folder.path());
  BOOST_REQUIRE(runs(left));
  recording_log log;
  embedded_redis redis(folder.path(), log);
  const auto where = redis.start();
  BOOST_TEST(redis.pid() == left);
  BOOST_TEST(log.contains("attached"));
  write(where, "key", "kept");
  ::kill(left, SIGKILL);
  BOOST_REQUIRE(until([&] { return redis.pid() != 0 && redis.pid() != left; }));
  BOOST_TEST(read(where, "key") == "kept");
  redis.stop();

  const pid_t again = start_and_die(folder.path());
  redis.start();
  BOOST_TEST(redis.pid() == again);
  redis.stop();
  BOOST_TEST(until([&] { return !runs(again); }));
}

BOOST_AUTO_TEST_CASE(second_owner_attaches_and_takes_over) {
  const temporary_directory folder;
  recording_log first_log;
  recording_log second_log;
  embedded_redis first(folder.path(), first_log);
  embedded_redis second(folder.path(), second_log);
  const auto where = first.start();
  BOOST_TEST(second.start().path == where.path);
  BOOST_TEST(second.pid() == first.pid());
  const pid_t before = first.pid();
  first.leave_running();
  BOOST_TEST(runs(before));
  ::kill(before, SIGKILL);
  BOOST_REQUIRE(until([&] { return second.pid() != 0 && second.pid() != before; }));
  write(where, "key", "value");
}

BOOST_AUTO_TEST_CASE(two_who_watch_start_one_redis) {
  const temporary_directory folder;
  recording_log first_log;
  recording_log second_log;
  embedded_redis first(folder.path(), first_log);
  embedded_redis second(folder.path(), second_log);
  first.start();
  second.start();
  const pid_t before = first.pid();
  ::kill(before, SIGKILL);
  BOOST_TEST(until([&] { return first.pid() != 0 && first.pid() != before && first.pid() == second.pid(); }));
}

BOOST_AUTO_TEST_CASE(torn_append_only_file_is_copied_and_mended) {
  const temporary_directory folder;
  recording_log log;
  embedded_redis redis(folder.path(), log);
  auto where = redis.start();
  write(where, "key", "kept");
  redis.stop();
  std::ofstream(append_only_file(folder.path()), std::ios::app)
      << "*3\r\n$3\r\nSET\r\n#!broken bytes of a torn file";
  where = redis.start();
  BOOST_TEST(read(where, "key") == "kept");
  BOOST_TEST(until([&] { return log.contains("alarm redis: the append-only file was torn"); }));
  BOOST_TEST(torn_copies(folder.path()) == 1u);
}

BOOST_AUTO_TEST_CASE(file_found_torn_after_a_long_load_is_mended_as_well) {
  const temporary_directory folder;
  recording_log log;
  embedded_redis redis(folder.path(), log);
  auto where = redis.start();
  write(where, "key", "kept");
  redis.stop();
  // Loading comes to a script that takes its time, and then to the broken bytes.
  const std::string slow =
      "local began = redis.call('TIME')[1] while redis.call('TIME')[1] - began < 5 do end return 1";
  std::ofstream(append_only_file(folder.path()), std::ios::app)
      << "*3\r\n$4\r\nEVAL\r\n$" << slow.size() << "\r\n"
      << slow << "\r\n$1\r\n0\r\n*3\r\n#!broken";
  where = redis.start();
  BOOST_TEST(torn_copies(folder.path()) == 0u);
  BOOST_TEST(until([&] { return log.contains("alarm redis: the append-only file was torn"); }));
  BOOST_TEST(torn_copies(folder.path()) == 1u);
  BOOST_TEST(read(where, "key") == "kept");
}

BOOST_AUTO_TEST_CASE(unmendable_file_is_refused_with_the_reason_and_left_as_it_is) {
  const temporary_directory folder;
  recording_log log;
  embedded_redis redis(folder.path(), log);
  write(redis.start(), "key", "value");
  redis.stop();
  const auto manifest = folder.path() / "redis/appendonlydir/appendonly.aof.manifest";
  std::ofstream(manifest, std::ios::trunc) << "this is no manifest\n";
  const auto reason = refusal(folder.path());
  BOOST_TEST(reason.find("ended at its start") != std::string::npos, reason);
  BOOST_TEST(torn_copies(folder.path()) == 0u);
  BOOST_TEST(fs::file_size(manifest) == 20u);
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
  second.leave_running();
  redis.stop();
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

BOOST_AUTO_TEST_CASE(redis_inherits_no_listener) {
  const temporary_directory folder;
  asio::io_context io;
  asio::ip::tcp::acceptor listener(io, {asio::ip::address_v4::loopback(), 0});
  const auto where = listener.local_endpoint();
  recording_log log;
  embedded_redis redis(folder.path(), log);
  redis.start();
  listener.close();
  asio::ip::tcp::socket phone(io);
  boost::system::error_code error;
  phone.connect(where, error);
  BOOST_TEST(error == asio::error::connection_refused);
}

BOOST_AUTO_TEST_CASE(frozen_redis_is_stopped_all_the_same) {
  const temporary_directory folder;
  recording_log log;
  embedded_redis redis(folder.path(), log);
  redis.start();
  const pid_t pid = redis.pid();
  ::kill(pid, SIGSTOP);
  redis.stop();
  BOOST_TEST(!runs(pid));
  BOOST_TEST(log.contains("is killed"));
}

BOOST_AUTO_TEST_SUITE_END()
