#include "stats/numbers.hpp"

#include <boost/test/unit_test.hpp>

#include "stats/numbers_text.hpp"

namespace waypost {
namespace {

std::string rate_text(std::uint64_t part, std::uint64_t whole) {
  return to_text(rate_of(part, whole), "null");
}

campaign three_links() {
  campaign of;
  of.id = campaign_id{0x2a};
  of.links = {{"reviews", "https://a.example/", false},
              {"shop", "https://b.example/", false},
              {"=1+1", "https://c.example/", false}};
  return of;
}

campaign_counters some_counters() {
  campaign_counters counters;
  counters.links.resize(2);
  counters.links[0] = {{{10, 1}, {11, 1}}, 2};
  counters.links[1] = {{{11, 1}}, 1};
  counters.unique_clickers = 2;
  counters.previews = {{"WhatsApp", 3}, {"HEAD", 2}};
  counters.bots = {{"Googlebot", 7}};
  counters.fallbacks = 100;
  return counters;
}

}  // namespace

BOOST_AUTO_TEST_CASE(rates_are_rounded_half_up_to_two_decimals) {
  BOOST_TEST(rate_text(2, 3) == "66.67");
  BOOST_TEST(rate_text(1, 3) == "33.33");
  BOOST_TEST(rate_text(1, 2) == "50");
  BOOST_TEST(rate_text(1, 8) == "12.5");
  BOOST_TEST(rate_text(1, 800) == "0.13");    // 0.125
  BOOST_TEST(rate_text(3, 800) == "0.38");    // 0.375
  BOOST_TEST(rate_text(1, 20000) == "0.01");  // 0.005
  BOOST_TEST(rate_text(1, 20001) == "0");
  BOOST_TEST(rate_text(1005, 100000) == "1.01");  // 1.005, which is 1.00499… as a double
  BOOST_TEST(rate_text(7, 7) == "100");
  BOOST_TEST(rate_text(5, 2) == "250");
  BOOST_TEST(rate_text(0, 7) == "0");
  BOOST_TEST(rate_text(7, 0) == "null");
  BOOST_TEST(rate_text(0, 0) == "null");
  constexpr std::uint64_t large = std::uint64_t{1} << 53;
  BOOST_TEST(rate_text(large, large) == "100");
  BOOST_TEST(rate_text(large - 1, large) == "100");
}

BOOST_AUTO_TEST_CASE(a_campaign_without_events_has_zeros_and_no_rates) {
  const auto numbers = numbers_of(three_links(), {});
  BOOST_TEST(
      stats_json(three_links(), numbers, "2026-01-01T00:00:00Z") ==
      R"({"campaign":"000000000000002a","as_of":"2026-01-01T00:00:00Z","sent":0,"delivered":0,"failed":0,)"
      R"("clicks":0,"unique_clickers":0,"previews":0,"bots":0,"ctr":null,"unique_ctr":null,"links":[)"
      R"({"link":"reviews","clicks":0,"unique_clickers":0,"share":null},)"
      R"({"link":"shop","clicks":0,"unique_clickers":0,"share":null},)"
      R"({"link":"=1+1","clicks":0,"unique_clickers":0,"share":null}]})"
      "\n");
}

BOOST_AUTO_TEST_CASE(clicks_are_summed_split_and_rated) {
  auto counters = some_counters();
  counters.sent = 8;
  const auto numbers = numbers_of(three_links(), counters);
  BOOST_TEST(stats_json(three_links(), numbers, "t") ==
             R"({"campaign":"000000000000002a","as_of":"t","sent":8,"delivered":0,"failed":0,)"
             R"("clicks":3,"unique_clickers":2,"previews":5,"bots":7,"ctr":37.5,"unique_ctr":25,"links":[)"
             R"({"link":"reviews","clicks":2,"unique_clickers":2,"share":66.67},)"
             R"({"link":"shop","clicks":1,"unique_clickers":1,"share":33.33},)"
             R"({"link":"=1+1","clicks":0,"unique_clickers":0,"share":0}]})"
             "\n");
}

BOOST_AUTO_TEST_CASE(ctr_may_exceed_a_hundred) {
  auto counters = some_counters();
  counters.sent = 2;
  BOOST_TEST(to_text(numbers_of(three_links(), counters).ctr, "null") == "150");
}

BOOST_AUTO_TEST_CASE(shared_codes_have_clicks_but_no_unique_clickers) {
  auto of = three_links();
  of.singles = true;
  auto counters = some_counters();
  counters.sent = 4;
  const auto text = stats_json(of, numbers_of(of, counters), "t");
  BOOST_TEST(text.find(R"("clicks":3,"unique_clickers":null)") != std::string::npos);
  BOOST_TEST(text.find(R"("ctr":75,"unique_ctr":null)") != std::string::npos);
  BOOST_TEST(text.find(R"({"link":"shop","clicks":1,"unique_clickers":null,"share":33.33})") !=
             std::string::npos);
  BOOST_TEST(links_csv(numbers_of(of, counters)).find("shop,1,,33.33\r\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_split_as_csv_holds_no_formula) {
  BOOST_TEST(links_csv(numbers_of(three_links(), some_counters())) ==
             "link,clicks,unique_clickers,share\r\n"
             "reviews,2,2,66.67\r\n"
             "shop,1,1,33.33\r\n"
             "'=1+1,0,0,0\r\n");
}

BOOST_AUTO_TEST_CASE(csv_cells_are_quoted_where_they_must_be) {
  BOOST_TEST(csv_cell("a b") == "a b");
  BOOST_TEST(csv_cell("") == "");
  BOOST_TEST(csv_cell("a,b") == "\"a,b\"");
  BOOST_TEST(csv_cell("a\"b") == "\"a\"\"b\"");
  BOOST_TEST(csv_cell("a\nb") == "\"a\nb\"");
  BOOST_TEST(csv_cell("+1") == "'+1");
  BOOST_TEST(csv_cell("-1") == "'-1");
  BOOST_TEST(csv_cell("@a") == "'@a");
  BOOST_TEST(csv_cell("\ta") == "'\ta");
  BOOST_TEST(csv_cell("=HYPERLINK(\"x\",\"y\")") == "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"");
}

BOOST_AUTO_TEST_CASE(labels_are_escaped_in_json) {
  auto of = three_links();
  of.links[0].label = "a\"b\\c/\xc3\xbc";
  const auto text = links_json(of, numbers_of(of, some_counters()), "t");
  BOOST_TEST(text.find(R"("link":"a\"b\\c/)"
                       "\xc3\xbc\"") != std::string::npos);
}

}  // namespace waypost
