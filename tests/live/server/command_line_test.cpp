#include <fstream>
#include <sys/stat.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/support/http_client.hpp"
#include "tests/support/redis_process.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/support/waypost_command.hpp"

namespace waypost::test {

namespace {

unsigned status_with(const server_process& server, const std::string& key, std::string_view target) {
  http_client client(server.api());
  return client.get(target, http_fields{{"Authorization", "Bearer " + key}}).status;
}

// The first word of `text` that starts with `start`.
std::string word(const std::string& text, std::string_view start) {
  const auto at = text.find(start);
  return at == text.npos ? std::string() : text.substr(at, text.find_first_of(" \n\t\"", at) - at);
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_program_knows_its_version) {
  const auto asked = run_waypost({"--version"});
  BOOST_TEST(asked.code == 0);
  BOOST_TEST(asked.output == "waypost " WAYPOST_VERSION "\n");
}

BOOST_AUTO_TEST_CASE(check_says_which_line_is_wrong) {
  const temporary_directory folder;
  const auto file = (folder.path() / "waypost.toml").string();
  std::ofstream(file) << "threads = 2\ncode_length = 12\n";
  const auto wrong = run_waypost({"check", "--config", file});
  BOOST_TEST(wrong.code == 2);
  BOOST_TEST(wrong.output.find("waypost.toml:2: code_length must be") != std::string::npos, wrong.output);
  std::ofstream(file) << "threads = 2\ncode_length = 10\n";
  BOOST_TEST(run_waypost({"check", "--config", file}).code == 0);
}

BOOST_AUTO_TEST_CASE(keys_are_made_listed_and_revoked_from_the_command_line) {
  server_process server({});
  const auto data = server.data().string();
  const auto made = run_waypost({"keys", "create", "--data", data, "--name", "reader", "--scopes", "stats"});
  BOOST_TEST_REQUIRE(made.code == 0, made.output);
  const auto key = word(made.output, "wp_");
  BOOST_TEST(status_with(server, key, "/api/v1/campaigns/0123456789abcdef/stats") == 404U);
  BOOST_TEST(status_with(server, key, "/api/v1/keys") == 403U);

  const auto id = key.substr(3, 16);
  const auto listed = run_waypost({"keys", "list", "--data", data});
  BOOST_TEST(listed.code == 0);
  BOOST_TEST(listed.output.find(id) != std::string::npos);
  BOOST_TEST(listed.output.find(key) == std::string::npos);

  BOOST_TEST(run_waypost({"keys", "revoke", id, "--data", data}).code == 0);
  BOOST_TEST(status_with(server, key, "/api/v1/campaigns/0123456789abcdef/stats") == 401U);
  BOOST_TEST(run_waypost({"keys", "revoke", "0123456789abcdef", "--data", data}).code == 1);
}

// Whoever listens at the address of a server that was killed would be sent the admin key.
BOOST_AUTO_TEST_CASE(keys_are_not_asked_for_where_no_server_runs) {
  server_process server({});
  const auto data = server.data().string();
  server.kill_hard();
  BOOST_TEST(std::filesystem::exists(server.data() / "listening.json"));
  boost::asio::io_context io;
  const auto colon = server.api().rfind(':');
  boost::asio::ip::tcp::acceptor stranger(
      io, {boost::asio::ip::make_address(server.api().substr(0, colon)),
           static_cast<std::uint16_t>(std::stoi(server.api().substr(colon + 1)))});
  stranger.non_blocking(true);
  const auto listed = run_waypost({"keys", "list", "--data", data});
  BOOST_TEST(listed.code == 1);
  BOOST_TEST(listed.output.find("no server runs on " + data) != std::string::npos, listed.output);
  boost::system::error_code nobody_came;
  stranger.accept(nobody_came);
  BOOST_TEST((nobody_came == boost::asio::error::would_block));
}

BOOST_AUTO_TEST_CASE(what_is_secret_is_for_the_owner_alone) {
  const server_process server({});
  struct stat status {};
  BOOST_TEST(::stat((server.data() / "admin.key").c_str(), &status) == 0);
  BOOST_TEST((status.st_mode & 0777) == 0600);
  BOOST_TEST(::stat(server.data().c_str(), &status) == 0);
  BOOST_TEST((status.st_mode & 0777) == 0700);
  BOOST_TEST(server.log().find(server.admin_key()) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(short_links_never_begin_with_an_address_of_no_machine) {
  const temporary_directory folder;
  const auto data = folder.path() / "data";
  for (const auto* everywhere : {"0.0.0.0:0", "[::]:0"}) {
    const auto refused = run_waypost({"serve", "--data", data.string(), "--redirect", everywhere});
    BOOST_TEST(refused.code == 1);
    BOOST_TEST(refused.output.find("--base-url") != std::string::npos, refused.output);
  }
  BOOST_TEST(!std::filesystem::exists(data));
}

BOOST_AUTO_TEST_CASE(a_second_server_on_the_same_data_is_refused) {
  const server_process server({});
  const auto second = run_waypost(
      {"serve", "--data", server.data().string(), "--redirect", "127.0.0.1:0", "--api", "127.0.0.1:0"});
  BOOST_TEST(second.code != 0);
  BOOST_TEST(second.output.find(server.data().string()) != std::string::npos, second.output);
}

BOOST_AUTO_TEST_CASE(a_second_server_on_the_same_addresses_is_refused_by_name) {
  redis_process redis;
  const server_process first({.redis = redis.endpoint()});
  const temporary_directory folder;
  const auto second = [&](const std::string& redirect, const std::string& api) {
    return run_waypost({"serve", "--data", (folder.path() / "data").string(), "--redis", redis.endpoint(),
                        "--redirect", redirect, "--api", api, "--ring-dir", folder.path().string()});
  };
  const auto redirects = second(first.redirect(), "127.0.0.1:0");
  BOOST_TEST(redirects.code == 1);
  BOOST_TEST(redirects.output.find("cannot listen on " + first.redirect()) != std::string::npos,
             redirects.output);
  const auto calls = second("127.0.0.1:0", first.api());
  BOOST_TEST(calls.code == 1);
  BOOST_TEST(calls.output.find("cannot listen on " + first.api()) != std::string::npos, calls.output);
}

}  // namespace waypost::test
