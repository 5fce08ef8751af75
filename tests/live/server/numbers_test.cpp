#include <chrono>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/support/country_database.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/http_client.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/sms_campaign.hpp"
#include "tests/support/tapping.hpp"
#include "tests/support/temporary_directory.hpp"

namespace waypost::test {

namespace {

namespace json = boost::json;

std::uint64_t number(const json::value& of, std::string_view name) {
  return of.at(name).to_number<std::uint64_t>();
}

std::string text(const json::value& of) { return json::serialize(of); }

// The sum of a number over all buckets.
std::uint64_t sum(const json::value& buckets, std::string_view name) {
  std::uint64_t total = 0;
  for (const auto& bucket : buckets.as_array()) total += number(bucket, name);
  return total;
}

// A campaign of twenty recipients of whom everything was reported, tapped and converted: exactly this.
struct played_campaign {
  played_campaign() {
    campaign.upload(0, 20);
    BOOST_TEST_REQUIRE(server
                           .call("PATCH", campaign.path(),
                                 R"({"conversions":[{"event":"Charged","window_minutes":1440}],
                                     "funnel":["sent","delivered","clicked","Charged"]})")
                           .status == 200U);
    std::string rows = R"({"type":"sent","count":10})"
                       "\n";
    for (int i = 0; i < 10; ++i) rows += event("sent", i);
    for (int i = 0; i < 8; ++i) rows += event("delivered", i);
    rows += event("failed", 8, R"(,"error":"910")") + event("failed", 9, R"(,"error":"901")") +
            R"({"type":"failed","count":2,"error":"910"})";
    report(rows);

    http_client phone(server.redirect());
    for (std::size_t i = 0; i < 4; ++i) tap(phone, i, 0, iphone);
    for (std::size_t i = 0; i < 2; ++i) tap(phone, i, 1, android_phone);
    tap(phone, 5, 0, iphone, "HEAD");
    tap(phone, 5, 0, "curl/8.5.0");
    campaign.stats_when_clicks_reach(6);

    report(event("converted", 0, charged("49.90", "INR", "c1")) +
           event("converted", 0, charged("10", "INR", "c2")) +
           event("converted", 0, charged("10", "INR", "c2")) +
           event("converted", 5, charged("5.00", "USD", "c1")) +
           event("converted", 6, R"(,"event":"Charged","at":"2020-01-01T00:00:00Z")") +
           event("converted", 7, R"(,"event":"Added To Cart")"));
    BOOST_TEST_REQUIRE(eventually([&] {
      const auto seen = campaign.stats();
      return number(seen, "converted") == 2U && number(seen, "failed") == 4U;
    }));
  }

  static std::string event(const std::string& type, int recipient, const std::string& more = {}) {
    return R"({"type":")" + type + R"(","recipient":"u)" + std::to_string(recipient) + '"' + more + "}\n";
  }
  static std::string charged(const std::string& value, const std::string& currency, const std::string& id) {
    return R"(,"event":"Charged","value":")" + value + R"(","currency":")" + currency + R"(","id":")" + id +
           '"';
  }

  void report(const std::string& rows) {
    const auto answer = server.call("POST", campaign.path("/events"), rows, "application/x-ndjson");
    BOOST_TEST_REQUIRE(answer.status == 202U, answer.body);
    BOOST_TEST(json::parse(answer.body).at("rejected").as_array().empty(), answer.body);
  }
  void tap(http_client& phone, std::size_t recipient, std::size_t link, std::string_view user_agent,
           std::string_view method = "GET") {
    const auto answer = phone.send(method, campaign.short_path(recipient, link),
                                   http_fields{{"User-Agent", std::string(user_agent)}});
    BOOST_TEST_REQUIRE(answer.status == 302U);
  }
  json::value get(const std::string& part) {
    return json_of(server.call("GET", campaign.path("/stats" + part)));
  }
  std::string csv(const std::string& part) {
    const auto answer = server.call("GET", campaign.path("/stats" + part), {}, {}, "text/csv");
    BOOST_TEST_REQUIRE(answer.status == 200U);
    return answer.body;
  }

  server_process server{{}};
  sms_campaign campaign{server, "Played", {"reviews", "tickets"}};
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(every_call_for_numbers_tells_what_happened, played_campaign) {
  const auto totals = campaign.stats();
  BOOST_TEST(number(totals, "sent") == 20U);
  BOOST_TEST(number(totals, "delivered") == 8U);
  BOOST_TEST(number(totals, "clicks") == 6U);
  BOOST_TEST(number(totals, "unique_clickers") == 4U);
  BOOST_TEST(number(totals, "forwarded_devices") == 2U);
  BOOST_TEST(totals.at("conversion_rate").to_number<double>() == 10.0);
  BOOST_TEST(text(totals.at("clickers_by_links")) ==
             R"([{"links":1,"recipients":2},{"links":2,"recipients":2}])");

  // Around midnight there are two days.
  const auto trend = get("/trend?interval=day&time_zone=Asia/Kolkata");
  const auto& days = trend.at("buckets");
  BOOST_TEST(trend.at("time_zone").as_string() == "Asia/Kolkata");
  BOOST_TEST(std::string(days.at(0).at("start").as_string()).ends_with("T00:00:00+05:30"));
  const std::vector<std::pair<const char*, std::uint64_t>> expected{
      {"sent", 20}, {"delivered", 8}, {"failed", 4}, {"clicks", 6}, {"first_clicks", 4}, {"converted", 2}};
  for (const auto& [name, total] : expected) BOOST_TEST(sum(days, name) == total, name);
  BOOST_TEST(get("/trend?interval=hour&from=2020-01-01&to=2020-01-02").at("buckets").as_array().size() ==
             24U);
  BOOST_TEST(server.call("GET", campaign.path("/stats/links?from=2020-01-01")).status == 422U);

  const auto links = get("/links?interval=month");
  BOOST_TEST(sum(links.at("links").at(0).at("buckets"), "clicks") == 4U);
  BOOST_TEST(sum(links.at("links").at(1).at("buckets"), "clicks") == 2U);

  const auto clients = get("/clients");
  BOOST_TEST(text(clients.at("systems")) == R"([{"name":"iOS","clicks":4},{"name":"Android","clicks":2}])");
  BOOST_TEST(text(clients.at("previews")) == R"([{"name":"HEAD","requests":1}])");
  BOOST_TEST(text(clients.at("bots")) == R"([{"name":"curl","requests":1}])");
  BOOST_TEST(clients.at("countries").as_array().empty());
}

BOOST_FIXTURE_TEST_CASE(conversions_and_errors_are_told_in_full, played_campaign) {
  const auto conversions = get("/conversions");
  const auto& goal = conversions.at("events").at(0);
  const auto& influenced = goal.at("influenced");
  BOOST_TEST(goal.at("event").as_string() == "Charged");
  BOOST_TEST(number(influenced, "converted") == 2U);
  BOOST_TEST(influenced.at("rate").to_number<double>() == 10.0);
  BOOST_TEST(text(influenced.at("revenue")) ==
             R"([{"currency":"INR","minor_units":5990},{"currency":"USD","minor_units":500}])");
  BOOST_TEST(number(goal.at("click_through"), "converted") == 1U);
  BOOST_TEST(text(goal.at("click_through").at("revenue")) == R"([{"currency":"INR","minor_units":5990}])");
  std::vector<std::uint64_t> steps;
  for (const auto& step : conversions.at("funnel").as_array()) steps.push_back(number(step, "recipients"));
  BOOST_TEST((steps == std::vector<std::uint64_t>{10, 8, 4, 1}));
  // One from before the campaign counts for nothing and is told all the same.
  const auto early = campaign.recipient("u6").at("conversions");
  BOOST_TEST_REQUIRE(early.as_array().size() == 1U);
  BOOST_TEST(early.at(0).at("at").as_string() == "2020-01-01T00:00:00Z");

  const auto errors = get("/errors?interval=month").at("errors");
  BOOST_TEST_REQUIRE(errors.as_array().size() == 2U);
  const std::vector<std::pair<std::string, std::uint64_t>> expected{{"910", 3}, {"901", 1}};
  for (std::size_t i = 0; i < expected.size(); ++i) {
    BOOST_TEST(errors.at(i).at("error").as_string() == expected[i].first);
    BOOST_TEST(number(errors.at(i), "count") == expected[i].second);
    BOOST_TEST(sum(errors.at(i).at("buckets"), "count") == expected[i].second);
  }
  BOOST_TEST(errors.at(0).at("share").to_number<double>() == 75.0);
  BOOST_TEST(csv("/errors").starts_with(
      "error,meaning,count,share,first_seen,last_seen\r\n910,invalid subscriber,3,75.0,"));
}

BOOST_FIXTURE_TEST_CASE(campaigns_are_listed_and_compared_by_their_numbers, played_campaign) {
  sms_campaign other(server, "Other", {"a"});
  other.upload(0, 4);
  http_client phone(server.redirect());
  for (std::size_t i = 0; i < 4; ++i)
    for (int again = 0; again < 2; ++again) BOOST_TEST(phone.get(other.short_path(i, 0)).status == 302U);
  other.stats_when_clicks_reach(8);
  const auto ids = [&](const std::string& query) {
    std::vector<std::string> listed;
    const auto list = json_of(server.call("GET", "/api/v1/stats/campaigns?" + query));
    for (const auto& item : list.at("items").as_array()) listed.emplace_back(item.at("id").as_string());
    return listed;
  };
  BOOST_TEST((ids("sort=-clicks") == std::vector{other.id(), campaign.id()}));
  BOOST_TEST((ids("sort=-sent") == std::vector{campaign.id(), other.id()}));
  BOOST_TEST(
      (ids("campaigns=" + campaign.id() + "," + other.id()) == std::vector{campaign.id(), other.id()}));
  const auto listed = json_of(server.call("GET", "/api/v1/stats/campaigns?campaigns=" + campaign.id()));
  const auto& item = listed.at("items").at(0);
  BOOST_TEST(item.at("name").as_string() == "Played");
  const std::vector<std::pair<const char*, std::uint64_t>> expected{
      {"recipients", 20}, {"sent", 20},           {"delivered", 8}, {"failed", 4},
      {"clicks", 6},      {"unique_clickers", 4}, {"converted", 2}};
  for (const auto& [name, total] : expected) BOOST_TEST(number(item, name) == total, name);
  BOOST_TEST(item.at("ctr").to_number<double>() == 30.0);
}

BOOST_AUTO_TEST_CASE(clicks_are_counted_by_country) {
  temporary_directory folder;
  const auto file = folder.path() / "countries.mmdb";
  country_database database(country_database::layout::nested);
  database.add("127.0.0.0", 24, "NP");
  database.write(file);
  server_process server({.arguments = {"--countries", file.string()}});
  sms_campaign campaign(server, "Abroad", {"a"});
  campaign.upload(0, 3);
  http_client phone(server.redirect());
  for (std::size_t i = 0; i < 3; ++i) BOOST_TEST(phone.get(campaign.short_path(i, 0)).status == 302U);
  campaign.stats_when_clicks_reach(3);
  const auto clients = json_of(server.call("GET", campaign.path("/stats/clients")));
  BOOST_TEST(text(clients.at("countries")) == R"([{"name":"NP","clicks":3}])");
}

}  // namespace waypost::test
