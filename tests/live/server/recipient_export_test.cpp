#include <chrono>
#include <set>
#include <sstream>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/support/eventually.hpp"
#include "tests/support/http_client.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/sms_campaign.hpp"
#include "tests/support/tapping.hpp"

namespace waypost::test {

namespace {

// A campaign whose recipients u0, u1, … were partly sent to, and partly tapped.
struct half_tapped {
  half_tapped() {
    campaign.upload(0, 1000);
    std::string sent;
    for (std::size_t i = 0; i < 1000; i += 4)
      sent += "{\"type\":\"sent\",\"recipient\":\"u" + std::to_string(i) + "\"}\n";
    BOOST_TEST(server.call("POST", campaign.path("/events"), sent, "application/x-ndjson").status == 202U);
    http_client phone(server.redirect());
    for (std::size_t i = 0; i < 1000; i += 10) tap(phone, i, 0);
    for (std::size_t i = 0; i < 1000; i += 25) tap(phone, i, 1);
    campaign.stats_when_clicks_reach(140);
    BOOST_TEST(eventually([&] { return campaign.stats().at("sent").to_number<int>() == 250; }));
  }

  void tap(http_client& phone, std::size_t recipient, std::size_t link) {
    const auto answer = phone.send("GET", campaign.short_path(recipient, link),
                                   http_fields{{"User-Agent", std::string(iphone)}});
    BOOST_TEST_REQUIRE(answer.status == 302U);
  }

  http_response get(const std::string& query, std::string accept = {}) {
    return server.call("GET", campaign.path("/recipients" + query), {}, {}, std::move(accept));
  }

  // The positions of the rows, which must be in order and named rightly.
  std::vector<std::size_t> selected(const std::string& query) {
    const auto answer = get(query);
    BOOST_TEST_REQUIRE(answer.status == 200U, answer.body);
    BOOST_TEST(answer.field("Content-Type") == "application/x-ndjson");
    std::vector<std::size_t> positions;
    std::istringstream lines(answer.body);
    for (std::string line; std::getline(lines, line);) {
      const auto row = boost::json::parse(line);
      const auto position = row.at("position").to_number<std::size_t>();
      BOOST_TEST((positions.empty() || positions.back() < position));
      BOOST_TEST(row.at("recipient").as_string().c_str() == "u" + std::to_string(position));
      positions.push_back(position);
    }
    return positions;
  }

  server_process server{{}};
  sms_campaign campaign{server, "Half", {"reviews", "tickets"}};
};

template <class Condition>
std::vector<std::size_t> all(Condition wanted) {
  std::vector<std::size_t> positions;
  for (std::size_t i = 0; i < 1000; ++i)
    if (wanted(i)) positions.push_back(i);
  return positions;
}

}  // namespace

BOOST_FIXTURE_TEST_CASE(recipients_are_told_by_what_they_did, half_tapped) {
  const auto clicked = [](std::size_t i) { return i % 10 == 0 || i % 25 == 0; };
  BOOST_TEST((selected("") == all([](std::size_t) { return true; })));
  BOOST_TEST((selected("?clicked=true") == all(clicked)));
  BOOST_TEST((selected("?not_clicked=true") == all([&](std::size_t i) { return !clicked(i); })));
  BOOST_TEST((selected("?clicked=true&link=tickets") == all([](std::size_t i) { return i % 25 == 0; })));
  BOOST_TEST((selected("?clicked=false&link=tickets") == all([](std::size_t i) { return i % 25 != 0; })));
  BOOST_TEST((selected("?sent=true") == all([](std::size_t i) { return i % 4 == 0; })));
  BOOST_TEST(
      (selected("?sent=true&clicked=true") == all([&](std::size_t i) { return i % 4 == 0 && clicked(i); })));
  BOOST_TEST(selected("?delivered=true").empty());
  BOOST_TEST(selected("?failed=true").empty());
  BOOST_TEST(get("?converted=true").status == 422U);
  BOOST_TEST((selected("?clicked=true&after=500&limit=3") == std::vector<std::size_t>{510, 520, 525}));
  BOOST_TEST(get("?clicked=true&limit=2", "text/csv").body == "recipient,position\r\nu0,0\r\nu10,10\r\n");
  const auto refused = get("?clickd=true");
  BOOST_TEST(refused.status == 422U);
  BOOST_TEST(boost::json::parse(refused.body).at("field").as_string() == "clickd");
}

BOOST_AUTO_TEST_CASE(selected_recipients_can_be_sent_to_next) {
  half_tapped first;
  sms_campaign next(first.server, "Next", {"offer"});
  for (const auto* type : {"application/x-ndjson", "text/csv"}) {
    const auto rows = first.get("?clicked=true&link=tickets", type);
    const auto taken = first.server.call("POST", next.path("/recipients"), rows.body, type);
    BOOST_TEST(taken.status == 200U, taken.body);
  }
  BOOST_TEST(next.recipient("u975").at("position").to_number<int>() == 39);
  BOOST_TEST(json_of(first.server.call("GET", next.path())).at("recipients").to_number<int>() == 40);
}

}  // namespace waypost::test
