#include "stats/numbers.hpp"

#include "tests/unit/stats/stats_house.hpp"

namespace waypost::test {
namespace {

std::string rate_text(std::uint64_t part, std::uint64_t whole) { return to_text(rate_of(part, whole)); }

struct house_with_clicks : stats_house {
  house_with_clicks() {
    of.links.push_back({"=1+1", "https://c.example/", false});
    counters.links.resize(2);
    counters.links[0] = {{{10, 1}, {11, 1}}, 2};
    counters.links[1] = {{{11, 1}}, 1};
    counters.unique_clickers = 2;
    counters.clickers_by_links = {1, 1};
    counters.forwarded_devices = 3;
    counters.previews = {{"WhatsApp", 3}, {"HEAD", 2}};
    counters.bots = {{"Googlebot", 7}};
    counters.fallbacks = 100;
    counters.unknown_recipients = 6;
    counters.sent = {{9, 5}, {10, 3}};
    counters.delivered = {{10, 4}};
    counters.failed = {{10, 2}};
  }

  void add_goal() {
    of.conversions = {{"Charged", 1440}};
    counters.conversions.resize(1);
    counters.conversions[0].influenced = {
        4, {{10, 4}}, {{10, {{"INR", 4990}, {"EUR", 5}}}, {12, {{"INR", 10}}}}};
  }
};

}  // namespace

BOOST_AUTO_TEST_CASE(rates_are_rounded_half_up_to_two_decimals) {
  BOOST_TEST(rate_text(2, 3) == "66.67");
  BOOST_TEST(rate_text(1, 3) == "33.33");
  BOOST_TEST(rate_text(1, 2) == "50.0");
  BOOST_TEST(rate_text(1, 8) == "12.5");
  BOOST_TEST(rate_text(1, 800) == "0.13");    // 0.125
  BOOST_TEST(rate_text(3, 800) == "0.38");    // 0.375
  BOOST_TEST(rate_text(1, 20000) == "0.01");  // 0.005
  BOOST_TEST(rate_text(1, 20001) == "0.0");
  BOOST_TEST(rate_text(1005, 100000) == "1.01");  // 1.005, which is 1.00499… as a double
  BOOST_TEST(rate_text(7, 7) == "100.0");
  BOOST_TEST(rate_text(5, 2) == "250.0");
  BOOST_TEST(rate_text(0, 7) == "0.0");
  BOOST_TEST(rate_text(7, 0) == "");
  BOOST_TEST(rate_text(0, 0) == "");
  constexpr std::uint64_t large = std::uint64_t{1} << 53;
  BOOST_TEST(rate_text(large, large) == "100.0");
  BOOST_TEST(rate_text(large - 1, large) == "100.0");
}

BOOST_FIXTURE_TEST_CASE(a_campaign_without_events_has_zeros_and_no_rates, stats_house) {
  BOOST_TEST(
      stats("").body ==
      R"({"campaign":"000000000000002a","as_of":"2026-01-02T00:00:00Z","sent":0,"delivered":0,"failed":0,)"
      R"("clicks":0,"unique_clickers":0,"previews":0,"bots":0,"ctr":null,"unique_ctr":null,"links":[)"
      R"({"link":"reviews","clicks":0,"unique_clickers":0,"share":null},)"
      R"({"link":"shop","clicks":0,"unique_clickers":0,"share":null}],)"
      R"("forwarded_devices":0,"fallbacks":0,"unknown_recipients":0,"delivered_ctr":null,)"
      R"("converted":null,"conversion_rate":null,"converted_of_sent":null,"revenue":[],)"
      R"("clickers_by_links":[{"links":1,"recipients":0},{"links":2,"recipients":0}]})"
      "\n");
}

BOOST_FIXTURE_TEST_CASE(everything_is_summed_split_and_rated, house_with_clicks) {
  add_goal();
  BOOST_TEST(
      stats("").body ==
      R"({"campaign":"000000000000002a","as_of":"2026-01-02T00:00:00Z","sent":8,"delivered":4,"failed":2,)"
      R"("clicks":3,"unique_clickers":2,"previews":5,"bots":7,"ctr":37.5,"unique_ctr":25.0,"links":[)"
      R"({"link":"reviews","clicks":2,"unique_clickers":2,"share":66.67},)"
      R"({"link":"shop","clicks":1,"unique_clickers":1,"share":33.33},)"
      R"({"link":"=1+1","clicks":0,"unique_clickers":0,"share":0.0}],)"
      R"("forwarded_devices":3,"fallbacks":100,"unknown_recipients":6,"delivered_ctr":75.0,)"
      R"("converted":4,"conversion_rate":40.0,"converted_of_sent":50.0,)"
      R"("revenue":[{"currency":"EUR","minor_units":5},{"currency":"INR","minor_units":5000}],)"
      R"("clickers_by_links":[{"links":1,"recipients":1},{"links":2,"recipients":1},)"
      R"({"links":3,"recipients":0}]})"
      "\n");
}

BOOST_FIXTURE_TEST_CASE(totals_as_csv_have_a_row_for_each_currency, house_with_clicks) {
  add_goal();
  BOOST_TEST(
      csv("") ==
      "campaign,as_of,sent,delivered,failed,clicks,unique_clickers,previews,bots,ctr,unique_ctr,"
      "forwarded_devices,fallbacks,unknown_recipients,delivered_ctr,converted,conversion_rate,"
      "converted_of_sent,clickers_by_links,currency,minor_units\r\n"
      "000000000000002a,2026-01-02T00:00:00Z,8,4,2,3,2,5,7,37.5,25.0,3,100,6,75.0,4,40.0,50.0,1 1 0,EUR,5\r\n"
      "000000000000002a,2026-01-02T00:00:00Z,,,,,,,,,,,,,,,,,,INR,5000\r\n");
}

BOOST_FIXTURE_TEST_CASE(ctr_may_exceed_a_hundred, house_with_clicks) {
  counters.sent = {{10, 2}};
  BOOST_TEST(to_text(numbers_of(of, counters).ctr) == "150.0");
}

BOOST_FIXTURE_TEST_CASE(a_goal_that_nobody_reached_is_zero_and_not_null, house_with_clicks) {
  of.conversions = {{"Charged", 1440}};
  BOOST_TEST(numbers_of(of, counters).converted.value() == 0U);
  BOOST_TEST(to_text(numbers_of(of, counters).conversion_rate) == "0.0");
}

BOOST_FIXTURE_TEST_CASE(shared_codes_have_clicks_but_stand_for_nobody, house_with_clicks) {
  of.singles = true;
  of.recipients = 0;
  const auto text = stats("").body;
  BOOST_TEST(text.find(R"("clicks":3,"unique_clickers":null)") != std::string::npos);
  BOOST_TEST(text.find(R"("ctr":37.5,"unique_ctr":null)") != std::string::npos);
  BOOST_TEST(text.find(R"({"link":"shop","clicks":1,"unique_clickers":null,"share":33.33})") !=
             std::string::npos);
  BOOST_TEST(text.find(R"("forwarded_devices":null)") != std::string::npos);
  BOOST_TEST(text.find(R"("clickers_by_links":null)") != std::string::npos);
  BOOST_TEST(csv("/links").find("shop,1,,33.33\r\n") != std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(sums_of_money_stop_at_their_limit, house_with_clicks) {
  add_goal();
  constexpr auto most = std::numeric_limits<std::int64_t>::max();
  counters.conversions[0].influenced.revenue = {{10, {{"INR", most}}}, {11, {{"INR", 1}}}};
  BOOST_TEST(numbers_of(of, counters).revenue.at("INR") == most);
}

}  // namespace waypost::test
