#include <chrono>
#include <filesystem>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/support/eventually.hpp"
#include "tests/support/redis_process.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/sms_campaign.hpp"
#include "tests/support/tapping.hpp"

namespace waypost::test {

namespace {

// Asks until the answer has this status, at the longest for `limit`.
bool answers_within(http_client& phone, const std::string& path, unsigned status,
                    std::chrono::milliseconds limit) {
  return eventually([&] { return phone.get(path).status == status; }, limit);
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_link_registered_on_one_server_leads_at_once_on_the_other) {
  redis_process redis;
  server_process first({.redis = redis.endpoint()});
  server_process second({.redis = redis.endpoint()});
  int at_once = 0;
  for (int round = 0; round < 20; ++round) {
    sms_campaign campaign(first, "Round " + std::to_string(round), {"a"});
    campaign.upload(0, 1);
    http_client phone(second.redirect());
    at_once += phone.get(campaign.short_path(0, 0)).status == 302U ? 1 : 0;  // the very first request
    BOOST_TEST(answers_within(phone, campaign.short_path(0, 0), 302, std::chrono::seconds(10)));
    BOOST_TEST(phone.get(campaign.short_path(0, 0)).field("Location") == "https://shop.example/a");
  }
  // A miss is waited for 100 ms, which a busy machine may take now and then.
  BOOST_TEST(at_once >= 10);
}

BOOST_AUTO_TEST_CASE(a_campaign_made_on_one_server_can_be_used_at_once_on_the_other) {
  redis_process redis;
  server_process first({.redis = redis.endpoint()});
  server_process second({.redis = redis.endpoint()});
  http_client platform(second.api());
  const http_fields fields{{"Authorization", "Bearer " + first.admin_key()}};
  int at_once = 0;
  for (int round = 0; round < 20; ++round) {
    sms_campaign campaign(first, "Round " + std::to_string(round), {"a"});
    const auto answer =
        platform.send("POST", campaign.path("/events"), fields, R"({"type":"sent","count":3})");
    at_once += answer.status == 202U ? 1 : 0;
  }
  // As for a miss: a busy machine may take longer than what is waited for.
  BOOST_TEST(at_once >= 10);
  BOOST_TEST(platform.get("/api/v1/campaigns/0123456789abcdef", fields).status == 404U);
}

BOOST_AUTO_TEST_CASE(a_paused_campaign_stops_on_every_server) {
  redis_process redis;
  server_process first({.redis = redis.endpoint()});
  server_process second({.redis = redis.endpoint()});
  sms_campaign campaign(first, "Pause", {"a"});
  campaign.upload(0, 1);
  http_client phone(second.redirect());
  BOOST_TEST(phone.get(campaign.short_path(0, 0)).status == 302U);
  BOOST_TEST(first.call("PATCH", campaign.path(), R"({"paused":true})").status == 200U);
  BOOST_TEST(answers_within(phone, campaign.short_path(0, 0), 404, std::chrono::seconds(10)));
  BOOST_TEST(first.call("PATCH", campaign.path(), R"({"paused":false})").status == 200U);
  BOOST_TEST(answers_within(phone, campaign.short_path(0, 0), 302, std::chrono::seconds(10)));
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

}  // namespace waypost::test
