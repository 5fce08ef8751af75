#include <algorithm>
#include <chrono>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/live/redis/connected.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/redis_process.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/sms_campaign.hpp"
#include "tests/support/stall_watch.hpp"
#include "tests/support/stopwatch.hpp"
#include "tests/support/tapping.hpp"

namespace waypost::test {

namespace {

// Asks until the answer has this status, at the longest for `limit`.
bool answers_within(http_client& phone, const std::string& path, unsigned status,
                    std::chrono::milliseconds limit) {
  return eventually([&] { return phone.get(path).status == status; }, limit);
}

// The status of the very first request for a new link, on the server that did not register it.
unsigned first_answer(server_process& first, const server_process& second) {
  sms_campaign campaign(first, "At once", {"a"});
  campaign.upload(0, 1);
  http_client phone(second.redirect());
  const auto status = phone.get(campaign.short_path(0, 0)).status;
  BOOST_TEST(answers_within(phone, campaign.short_path(0, 0), 302, std::chrono::seconds(10)));
  BOOST_TEST(phone.get(campaign.short_path(0, 0)).field("Location") == "https://shop.example/a");
  return status;
}

// What `ask` answers; asked anew where it is not `wanted` and the machine stood still for about as long as a
// server waits for news of the other.
unsigned unstalled(const redis_process& redis, unsigned wanted, auto ask) {
  for (int attempt = 0;; ++attempt) {
    const stall_watch watch(redis);
    const unsigned status = ask();
    if (status == wanted || attempt == 20 || !watch.stalled(std::chrono::milliseconds(50))) return status;
  }
}

// Whether something paused on one server stops on the other within a second, and comes back: best of three,
// since a busy machine may stand still.
void expect_pause_within_a_second(server_process& at, const std::string& target, auto status_elsewhere,
                                  unsigned paused, unsigned usual) {
  std::chrono::milliseconds soonest = std::chrono::hours(1);
  for (int attempt = 0; attempt < 3 && soonest >= std::chrono::seconds(1); ++attempt) {
    BOOST_TEST_REQUIRE(status_elsewhere() == usual, target);
    BOOST_TEST_REQUIRE(at.call("PATCH", target, R"({"paused":true})").status == 200U, target);
    const stopwatch since_pause;
    BOOST_TEST_REQUIRE(eventually([&] { return status_elsewhere() == paused; }), target);
    soonest = std::min(soonest, since_pause.elapsed());
    BOOST_TEST_REQUIRE(at.call("PATCH", target, R"({"paused":false})").status == 200U, target);
    BOOST_TEST_REQUIRE(eventually([&] { return status_elsewhere() == usual; }), target);
  }
  BOOST_TEST(soonest.count() < 1000, target << " paused elsewhere after " << soonest.count() << " ms");
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_link_registered_on_one_server_leads_at_once_on_the_other) {
  redis_process redis;
  server_process first({.redis = redis.endpoint()});
  server_process second({.redis = redis.endpoint()});
  const auto follow = [&] { return first_answer(first, second); };
  for (int round = 0; round < 20; ++round) BOOST_TEST(unstalled(redis, 302, follow) == 302U);
}

BOOST_AUTO_TEST_CASE(a_campaign_made_on_one_server_can_be_used_at_once_on_the_other) {
  redis_process redis;
  server_process first({.redis = redis.endpoint()});
  server_process second({.redis = redis.endpoint()});
  http_client platform(second.api());
  const http_fields fields{{"Authorization", "Bearer " + first.admin_key()}};
  const auto report = [&] {
    sms_campaign campaign(first, "At once", {"a"});
    return platform.send("POST", campaign.path("/events"), fields, R"({"type":"sent","count":3})").status;
  };
  for (int round = 0; round < 20; ++round) BOOST_TEST(unstalled(redis, 202, report) == 202U);
  BOOST_TEST(platform.get("/api/v1/campaigns/0123456789abcdef", fields).status == 404U);
}

BOOST_AUTO_TEST_CASE(what_is_paused_on_one_server_stops_on_the_other_within_a_second) {
  redis_process redis;
  server_process first({.redis = redis.endpoint()});
  server_process second({.redis = redis.endpoint()});
  sms_campaign campaign(first, "Pause", {"a"});
  campaign.upload(0, 1);
  http_client phone(second.redirect());
  const auto of_link = [&] { return phone.get(campaign.short_path(0, 0)).status; };
  BOOST_TEST(answers_within(phone, campaign.short_path(0, 0), 302, std::chrono::seconds(10)));
  expect_pause_within_a_second(first, campaign.path(), of_link, 404, 302);
  expect_pause_within_a_second(first, campaign.path("/links/a"), of_link, 404, 302);

  const auto made = json_of(first.call("POST", "/api/v1/keys", R"({"name":"reader","scopes":["stats"]})"));
  const http_fields with_key{{"Authorization", "Bearer " + std::string(made.at("key").as_string())}};
  http_client reader(second.api());
  const auto of_key = [&] { return reader.get(campaign.path("/stats"), with_key).status; };
  BOOST_TEST(eventually([&] { return of_key() == 200U; }));
  expect_pause_within_a_second(first, "/api/v1/keys/" + std::string(made.at("id").as_string()), of_key, 401,
                               200);
}

BOOST_AUTO_TEST_CASE(clicks_of_both_servers_meet_in_one_ledger) {
  redis_process redis;
  server_process first({.redis = redis.endpoint()});
  server_process second({.redis = redis.endpoint()});
  sms_campaign campaign(first, "Both", {"a"});
  campaign.upload(0, 50);
  for (auto* server : {&first, &second}) {
    http_client phone(server->redirect());
    for (std::size_t i = 0; i < 50; ++i) BOOST_TEST(phone.get(campaign.short_path(i, 0)).status == 302U);
  }
  const auto stats = campaign.stats_when_clicks_reach(100);
  BOOST_TEST(stats.at("clicks").to_number<std::uint64_t>() == 100U);
  BOOST_TEST(stats.at("unique_clickers").to_number<std::uint64_t>() == 50U);
}

BOOST_AUTO_TEST_CASE(a_restart_without_redis_leads_on_and_counts_later) {
  redis_process redis;
  server_process server({.redis = redis.endpoint()});
  sms_campaign campaign(server, "Outage", {"a"});
  campaign.upload(0, 20);
  redis.kill_hard();
  server.kill_hard();
  server.start_again();
  http_client phone(server.redirect());
  for (std::size_t i = 0; i < 20; ++i) BOOST_TEST(phone.get(campaign.short_path(i, 0)).status == 302U);
  http_client probe(server.api());
  const auto ready = probe.get("/readyz");
  BOOST_TEST(ready.status == 200U);
  BOOST_TEST(ready.body.find("\"degraded\"") != std::string::npos);
  BOOST_TEST(ready.body.find("\"redis\"") != std::string::npos);
  BOOST_TEST(server
                 .call("POST", "/api/v1/campaigns",
                       R"({"name":"n","time_zone":"UTC","links":[{"label":"a","url":"https://a.example/"}]})")
                 .status == 503U);
  redis.start_again();
  BOOST_TEST(answers_within(probe, "/readyz", 200, std::chrono::seconds(10)));
  const auto stats = campaign.stats_when_clicks_reach(20);
  BOOST_TEST(stats.at("clicks").to_number<std::uint64_t>() == 20U);
}

BOOST_AUTO_TEST_CASE(settings_that_lose_data_are_told_while_it_runs_and_so_is_their_end) {
  redis_process redis;
  connected operators_hand(redis.endpoint());
  server_process server({.redis = redis.endpoint()});
  http_client probe(server.api());
  const auto is_told = [&] { return probe.get("/readyz").body.find("redis-settings") != std::string::npos; };
  BOOST_TEST(!is_told());
  BOOST_TEST_REQUIRE(operators_hand.wait());
  BOOST_TEST(operators_hand.call({"CONFIG", "SET", "maxmemory-policy", "allkeys-lru"}).has_value());
  BOOST_TEST(eventually(is_told));
  BOOST_TEST(operators_hand.call({"CONFIG", "SET", "maxmemory-policy", "noeviction"}).has_value());
  BOOST_TEST(eventually([&] { return !is_told(); }));
}

}  // namespace waypost::test
