#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "attribution/redis/settings.hpp"
#include "tests/live/redis/connected.hpp"
#include "tests/support/redis_process.hpp"

using waypost::redis::fsync_mode;
using waypost::redis::server_settings;
using waypost::test::connected;
using waypost::test::redis_process;

namespace {

server_settings settings_of(const redis_process& server) {
  connected c(server.endpoint());
  BOOST_REQUIRE(c.wait());
  const auto found = c.run(waypost::redis::check_settings(c.redis));
  BOOST_REQUIRE(found.has_value());
  return *found;
}

server_settings settings_with(std::vector<std::string> arguments) {
  const redis_process server({.appendfsync = "always", .arguments = std::move(arguments)});
  return settings_of(server);
}

void check_one_problem(const server_settings& found, const std::string& expected) {
  BOOST_REQUIRE(found.problems.size() == 1u);
  BOOST_TEST(found.problems[0] == expected);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(settings)

BOOST_AUTO_TEST_CASE(good_redis_has_no_problems) {
  const auto found = settings_with({});
  BOOST_TEST(found.problems.empty());
  BOOST_TEST(found.unchecked.empty());
  BOOST_TEST(found.run_id.size() == 40u);
  BOOST_TEST(!found.version.empty());
  BOOST_TEST((found.fsync == fsync_mode::always));
  const redis_process everysec({.appendfsync = "everysec", .arguments = {}});
  BOOST_TEST((settings_of(everysec).fsync == fsync_mode::everysec));
}

BOOST_AUTO_TEST_CASE(each_wrong_setting_is_named_with_its_value_and_what_to_set) {
  check_one_problem(settings_with({"--appendonly", "no"}), "appendonly is no: set appendonly yes");
  check_one_problem(settings_with({"--appendfsync", "no"}),
                    "appendfsync is no: set appendfsync always or everysec");
  check_one_problem(settings_with({"--maxmemory-policy", "allkeys-lru"}),
                    "maxmemory-policy is allkeys-lru: set maxmemory-policy noeviction");
  check_one_problem(settings_with({"--no-appendfsync-on-rewrite", "yes"}),
                    "no-appendfsync-on-rewrite is yes: set no-appendfsync-on-rewrite no");
}

BOOST_AUTO_TEST_CASE(all_problems_are_told_together) {
  BOOST_TEST(settings_with({"--appendonly", "no", "--maxmemory-policy", "volatile-ttl"}).problems.size() ==
             2u);
}

BOOST_AUTO_TEST_CASE(what_a_forbidden_config_hides_is_said) {
  const auto found = settings_with({"--rename-command", "CONFIG", "", "--maxmemory-policy", "allkeys-lru"});
  check_one_problem(found, "maxmemory-policy is allkeys-lru: set maxmemory-policy noeviction");
  BOOST_REQUIRE(found.unchecked.size() == 2u);
  BOOST_TEST(found.unchecked[0].starts_with("appendfsync could not be read"));
  BOOST_TEST(found.unchecked[1].starts_with("no-appendfsync-on-rewrite could not be read"));
  BOOST_TEST((found.fsync == fsync_mode::everysec));
}

BOOST_AUTO_TEST_SUITE_END()
