#include <filesystem>
#include <fstream>
#include <signal.h>
#include <sstream>

#include <boost/test/unit_test.hpp>

#include "tests/support/child_process.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/free_port.hpp"
#include "tests/support/http_client.hpp"
#include "tests/support/redis_process.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/sms_campaign.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/support/waypost_command.hpp"

namespace waypost::test {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view secret = "s3cret";

std::string text_of(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

bool contains(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

// A start on a data directory of its own, on free ports; what it says is in `output`.
struct starting {
  explicit starting(const std::string& redis, const std::string& path = "/usr/local/bin:/usr/bin:/bin")
      : server({"env", "PATH=" + path, WAYPOST_BINARY, "serve", "--data", (folder.path() / "data").string(),
                "--redirect", "127.0.0.1:0", "--api", "127.0.0.1:0", "--ring-dir", folder.path().string(),
                "--redis", redis},
               folder.path() / "output") {}

  std::string output() const { return text_of(folder.path() / "output"); }

  temporary_directory folder;
  child_process server;
};

// A redis-server that never comes to listen, in a folder for PATH; its process id is in a file there.
class stuck_redis {
 public:
  stuck_redis() {
    const auto program = path() / "redis-server";
    std::ofstream(program) << "#!/bin/sh\necho $$ >" << (path() / "pid").string() << "\nexec sleep 600\n";
    fs::permissions(program, fs::perms::owner_all);
  }
  ~stuck_redis() {
    if (pid() > 0) ::kill(pid(), SIGKILL);
  }
  stuck_redis(const stuck_redis&) = delete;
  stuck_redis& operator=(const stuck_redis&) = delete;

  const fs::path& path() const noexcept { return folder_.path(); }
  pid_t pid() const {
    pid_t pid = 0;
    std::ifstream(path() / "pid") >> pid;
    return pid;
  }

 private:
  temporary_directory folder_;
};

bool holds(const fs::path& folder, std::string_view text) {
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file() && contains(text_of(entry.path()), text)) return true;
  return false;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_start_stopped_while_its_redis_comes_up_leaves_none_behind) {
  const stuck_redis redis;
  starting start("embedded", redis.path().string() + ":/usr/bin:/bin");
  BOOST_TEST_REQUIRE(eventually([&] { return redis.pid() > 0; }));
  start.server.send(SIGTERM);
  const auto code = start.server.wait_for(std::chrono::seconds(60));
  BOOST_TEST_REQUIRE(code.has_value(), start.output());
  BOOST_TEST(*code == 0, start.output());
  BOOST_TEST(::kill(redis.pid(), 0) != 0);
  BOOST_TEST(contains(start.output(), "stopped by a signal"), start.output());
}

BOOST_AUTO_TEST_CASE(a_start_stopped_while_it_waits_for_redis_exits_with_0) {
  starting start("redis://127.0.0.1:" + free_port());
  BOOST_TEST_REQUIRE(eventually([&] { return contains(start.output(), "not connected"); }));
  start.server.send(SIGINT);
  const auto code = start.server.wait_for(std::chrono::seconds(20));
  BOOST_TEST_REQUIRE(code.has_value(), start.output());
  BOOST_TEST(*code == 0, start.output());
}

BOOST_AUTO_TEST_CASE(a_first_start_that_redis_refuses_names_the_reason_last) {
  const auto port = free_port();
  const redis_process redis(
      {.appendfsync = "always", .arguments = {"--port", port, "--requirepass", "another"}});
  starting start("redis://:" + std::string(secret) + "@127.0.0.1:" + port);
  const auto code = start.server.wait_for(std::chrono::seconds(120));  // it is given half a minute
  BOOST_TEST_REQUIRE(code.has_value(), start.output());
  BOOST_TEST(*code == 1);
  const auto said = start.output();
  const auto last_line = said.substr(said.rfind("waypost: "));
  BOOST_TEST(contains(last_line, "WRONGPASS"), said);
  BOOST_TEST(!contains(said, secret), said);
}

BOOST_AUTO_TEST_CASE(the_password_of_redis_is_neither_said_nor_kept) {
  const auto port = free_port();
  // What docs/operations.md lets a user of its own do.
  redis_process redis({.appendfsync = "always",
                       .arguments = {"--port", port, "--user", "wp", "on", '>' + std::string(secret), "~wp:*",
                                     "+@all", "-@dangerous", "+info", "+config|get"}});
  const auto with_password = "redis://wp:" + std::string(secret) + "@127.0.0.1:" + port;
  server_process server({.redis = with_password});
  sms_campaign campaign(server, "Secret", {"a"});
  campaign.upload(0, 5);
  http_client phone(server.redirect());
  BOOST_TEST(phone.get(campaign.short_path(0, 0)).status == 302U);
  campaign.stats_when_clicks_reach(1);
  redis.kill_hard();
  BOOST_TEST(eventually([&] { return contains(server.log(), "lost"); }));
  redis.start_again();
  campaign.stats_when_clicks_reach(1);
  const auto exported =
      run_waypost({"export", "clicks", "--data", server.data().string(), "--campaign", campaign.id()},
                  {"WAYPOST_REDIS=" + with_password});
  BOOST_TEST(exported.code == 0);
  BOOST_TEST(contains(exported.output, "\"u0\""), exported.output);
  const auto misspelled =
      run_waypost({"serve", "--data", (server.data() / "x").string()},
                  {"WAYPOST_REDIS=redis:/wp:" + std::string(secret) + "@127.0.0.1:" + port});
  BOOST_TEST(misspelled.code == 2);
  BOOST_TEST(server.stop() == 0);
  for (const auto& said : {server.log(), exported.output, misspelled.output})
    BOOST_TEST(!contains(said, secret), said);
  BOOST_TEST(!holds(server.data(), secret));
  BOOST_TEST(!contains(server.log(), "NOPERM"), server.log());
}

}  // namespace waypost::test
