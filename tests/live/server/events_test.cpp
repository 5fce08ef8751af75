#include <chrono>
#include <string>

#include <boost/json/array.hpp>
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

std::uint64_t number(const boost::json::value& of, std::string_view name) {
  return of.at(name).to_number<std::uint64_t>();
}

http_response report(server_process& server, const sms_campaign& campaign, const std::string& rows,
                     const std::string& idempotency_key = {}) {
  http_fields fields{{"Authorization", "Bearer " + server.admin_key()},
                     {"Content-Type", "application/x-ndjson"}};
  if (!idempotency_key.empty()) fields.emplace_back("Idempotency-Key", idempotency_key);
  return http_client(server.api()).send("POST", campaign.path("/events"), fields, rows);
}

// Where the server has its Redis back, and counts this much as sent.
bool sent_becomes(server_process& server, const sms_campaign& campaign, std::uint64_t sent) {
  return eventually([&] {
    const auto answer = server.call("GET", campaign.path("/stats"));
    return answer.status == 200U && number(boost::json::parse(answer.body), "sent") == sent;
  });
}

}  // namespace

BOOST_AUTO_TEST_CASE(events_are_taken_while_redis_is_stopped_and_count_afterwards) {
  redis_process redis;
  server_process server({.redis = redis.endpoint()});
  sms_campaign campaign(server, "Outage", {"a"});
  campaign.upload(0, 100);
  redis.stop();
  std::string rows;
  for (int i = 0; i < 100; ++i) rows += R"({"type":"sent","recipient":"u)" + std::to_string(i) + "\"}\n";
  const auto taken = report(server, campaign, rows + R"({"type":"sent","count":7})");
  BOOST_TEST(taken.status == 202U, taken.body);
  BOOST_TEST(number(boost::json::parse(taken.body), "accepted") == 101U);
  BOOST_TEST(eventually([&] { return server.call("GET", campaign.path("/stats")).status == 503U; }));
  redis.start_again();
  BOOST_TEST(sent_becomes(server, campaign, 107));
}

BOOST_AUTO_TEST_CASE(events_sent_again_with_their_key_count_once) {
  server_process server({});
  sms_campaign campaign(server, "Twice", {"a"});
  campaign.upload(0, 10);
  BOOST_TEST_REQUIRE(
      server.call("PATCH", campaign.path(), R"({"conversions":[{"event":"Charged","window_minutes":60}]})")
          .status == 200U);
  const std::string rows = R"({"type":"sent","count":5}
{"type":"converted","recipient":"u1","event":"Charged","value":"10","currency":"INR"}
{"type":"converted","recipient":"u1","event":"Charged","value":"10","currency":"INR"}
{"type":"sent","recipient":"nobody"})";
  for (int again = 0; again < 3; ++again)
    BOOST_TEST(report(server, campaign, rows, "upload-1").status == 202U);
  BOOST_TEST(report(server, campaign, R"({"type":"sent","count":1})", "upload-2").status == 202U);
  BOOST_TEST(sent_becomes(server, campaign, 6));
  const auto stats = campaign.stats();
  BOOST_TEST(number(stats, "converted") == 1U);
  BOOST_TEST(number(stats.at("revenue").at(0), "minor_units") == 2000U);
  BOOST_TEST(number(stats, "unknown_recipients") == 1U);
}

}  // namespace waypost::test
