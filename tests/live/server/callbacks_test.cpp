#include <chrono>
#include <string>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/support/eventually.hpp"
#include "tests/support/http_client.hpp"
#include "tests/support/redis_process.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/sms_campaign.hpp"

namespace waypost::test {

namespace {

// A provider that knows nothing but the address it calls back.
struct provider {
  explicit provider(server_process& at) : server(at) {
    const auto made =
        json_of(at.call("POST", "/api/v1/keys", R"({"name":"provider","scopes":["callback"]})"));
    key = made.at("key").as_string().c_str();
    account = made.at("account").as_string().c_str();
  }

  std::string path() const { return "/api/v1/callbacks/" + account + '/' + key; }

  http_response post(const std::string& body, const std::string& to) {
    return http_client(server.api())
        .send("POST", to, http_fields{{"Content-Type", "application/json"}}, body);
  }
  void call_back(const std::string& event, const std::string& message, const std::string& more = {}) {
    const auto answer = post(
        R"([{"event":")" + event + R"(","data":[{"ts":1767225600,"meta":")" + message + '"' + more + "}]}]",
        path());
    BOOST_TEST_REQUIRE(answer.status == 200U, answer.body);
    BOOST_TEST(boost::json::parse(answer.body).at("data").at("processed_events").to_number<int>() == 1);
  }

  std::uint64_t number(const char* name) {
    return json_of(server.call("GET", "/api/v1/callbacks")).at(name).to_number<std::uint64_t>();
  }

  server_process& server;
  std::string key;
  std::string account;
};

void report_sent(server_process& server, const sms_campaign& campaign, int first, int count) {
  std::string rows;
  for (int i = first; i < first + count; ++i)
    rows += R"({"type":"sent","recipient":"u)" + std::to_string(i) + R"(","message_id":"m)" +
            std::to_string(i) + "\"}\n";
  BOOST_TEST_REQUIRE(server.call("POST", campaign.path("/events"), rows, "application/x-ndjson").status ==
                     202U);
}

bool come_to(sms_campaign& campaign, std::uint64_t delivered, std::uint64_t failed) {
  std::uint64_t seen[2] = {0, 0};
  const bool reached = eventually([&] {
    const auto stats = campaign.stats();
    seen[0] = stats.at("delivered").to_number<std::uint64_t>();
    seen[1] = stats.at("failed").to_number<std::uint64_t>();
    return seen[0] == delivered && seen[1] == failed;
  });
  BOOST_TEST(seen[0] == delivered);
  BOOST_TEST(seen[1] == failed);
  return reached;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_callback_counts_whether_it_comes_before_or_after_its_sent) {
  server_process server({});
  sms_campaign campaign(server, "Called back", {"a"});
  campaign.upload(0, 10);
  provider sms(server);

  sms.call_back("delivered", "m0");
  sms.call_back("delivered", "m0");
  BOOST_TEST(eventually([&] { return sms.number("waiting") == 1U; }));
  report_sent(server, campaign, 0, 4);
  BOOST_TEST(come_to(campaign, 1, 0));
  sms.call_back("delivered", "m1");
  sms.call_back("delivered", "m1");
  sms.call_back("failed", "m2", R"(,"code":"910","description":"no such number")");
  sms.call_back("clicked", "m3", R"(,"url":"https://a.example/")");
  sms.call_back("delivered", "nobody's");
  BOOST_TEST(come_to(campaign, 2, 1));
  BOOST_TEST(eventually([&] { return sms.number("waiting") == 1U; }));
  BOOST_TEST(sms.number("unknown_messages") == 0U);

  const auto errors = json_of(server.call("GET", campaign.path("/stats/errors"))).at("errors");
  BOOST_TEST_REQUIRE(errors.as_array().size() == 1U);
  BOOST_TEST(errors.at(0).at("error").as_string() == "910");
}

BOOST_AUTO_TEST_CASE(only_the_accounts_own_secret_takes_callbacks) {
  server_process server({});
  provider sms(server);
  const auto other =
      json_of(server.call("POST", "/api/v1/accounts", R"({"name":"other"})")).at("id").as_string();
  const auto body = R"([{"event":"delivered","data":[{"meta":"m"}]}])";
  auto wrong = sms.path();
  wrong.back() = wrong.back() == '0' ? '1' : '0';
  BOOST_TEST(sms.post(body, wrong).status == 404U);
  BOOST_TEST(sms.post(body, "/api/v1/callbacks/" + std::string(other) + '/' + sms.key).status == 404U);
  BOOST_TEST(sms.post(body, "/api/v1/callbacks/" + sms.account + '/' + server.admin_key()).status == 404U);
  BOOST_TEST(sms.post("{}", sms.path()).status == 400U);
  BOOST_TEST(http_client(server.api())
                 .get("/api/v1/callbacks", http_fields{{"Authorization", "Bearer " + sms.key}})
                 .status == 403U);
  BOOST_TEST(sms.number("waiting") == 0U);
  BOOST_TEST(server.call("GET", "/api/v1/callbacks?account=" + std::string(other)).status == 422U);
}

BOOST_AUTO_TEST_CASE(callbacks_taken_while_redis_or_the_server_dies_all_count) {
  redis_process redis;
  server_process server({.redis = redis.endpoint()});
  sms_campaign campaign(server, "Rough", {"a"});
  campaign.upload(0, 60);
  provider sms(server);
  const auto call_back_all = [&](int first) {
    for (int i = first; i < first + 20; ++i)
      sms.call_back(i % 2 == 0 ? "delivered" : "failed", "m" + std::to_string(i), R"(,"code":"901")");
  };

  call_back_all(0);
  server.kill_hard();
  server.start_again();
  report_sent(server, campaign, 0, 40);
  redis.kill_hard();
  call_back_all(20);
  redis.start_again();
  server.kill_hard();
  server.start_again();
  call_back_all(40);
  report_sent(server, campaign, 40, 20);
  server.kill_hard();
  server.start_again();
  call_back_all(0);
  BOOST_TEST(come_to(campaign, 30, 30));
  BOOST_TEST(eventually([&] { return sms.number("waiting") == 0U; }));
  BOOST_TEST(sms.number("unknown_messages") == 0U);
}

}  // namespace waypost::test
