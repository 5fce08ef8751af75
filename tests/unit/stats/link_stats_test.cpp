#include "tests/unit/stats/stats_house.hpp"

namespace waypost::test {
namespace {

struct house_with_clicks : stats_house {
  house_with_clicks() {
    of.time_zone = "Asia/Kathmandu";
    counters.links.resize(1);
    counters.links[0].clicks = {{quarter("2026-01-01T18:00:00Z"), 1}, {quarter("2026-01-01T18:15:00Z"), 2}};
    counters.links[0].unique_clickers = 2;
    counters.unique_clickers = 2;
  }
};

constexpr std::string_view today = "interval=day&from=2026-01-01&to=2026-01-03";

}  // namespace

BOOST_FIXTURE_TEST_CASE(the_split_is_json_or_csv_as_asked, house_with_clicks) {
  BOOST_TEST(
      stats("/links").body ==
      R"({"campaign":"000000000000002a","as_of":"2026-01-02T00:00:00Z","clicks":3,"unique_clickers":2,)"
      R"("links":[{"link":"reviews","clicks":3,"unique_clickers":2,"share":100.0},)"
      R"({"link":"shop","clicks":0,"unique_clickers":0,"share":0.0}]})"
      "\n");
  BOOST_TEST(csv("/links") == "link,clicks,unique_clickers,share\r\nreviews,3,2,100.0\r\nshop,0,0,0.0\r\n");
}

BOOST_FIXTURE_TEST_CASE(the_split_by_bucket_has_each_links_clicks, house_with_clicks) {
  BOOST_TEST(
      stats("/links", today).body ==
      R"({"campaign":"000000000000002a","as_of":"2026-01-02T00:00:00Z","clicks":3,"unique_clickers":2,)"
      R"("interval":"day","time_zone":"Asia/Kathmandu","links":[)"
      R"({"link":"reviews","clicks":3,"unique_clickers":2,"share":100.0,"buckets":[)"
      R"({"start":"2026-01-01T00:00:00+05:45","clicks":1,"share":100.0},)"
      R"({"start":"2026-01-02T00:00:00+05:45","clicks":2,"share":100.0}]},)"
      R"({"link":"shop","clicks":0,"unique_clickers":0,"share":0.0,"buckets":[)"
      R"({"start":"2026-01-01T00:00:00+05:45","clicks":0,"share":0.0},)"
      R"({"start":"2026-01-02T00:00:00+05:45","clicks":0,"share":0.0}]}]})"
      "\n");
}

BOOST_FIXTURE_TEST_CASE(a_links_share_of_a_bucket_is_of_the_clicks_of_all_links_in_it, house_with_clicks) {
  counters.links.resize(2);
  counters.links[1].clicks = {{quarter("2026-01-01T18:15:00Z"), 1}};
  BOOST_TEST(csv("/links", "interval=day&from=2025-12-31&to=2026-01-03") ==
             "link,start,clicks,share\r\n"
             "reviews,2025-12-31T00:00:00+05:45,0,\r\n"
             "reviews,2026-01-01T00:00:00+05:45,1,100.0\r\n"
             "reviews,2026-01-02T00:00:00+05:45,2,66.67\r\n"
             "shop,2025-12-31T00:00:00+05:45,0,\r\n"
             "shop,2026-01-01T00:00:00+05:45,0,0.0\r\n"
             "shop,2026-01-02T00:00:00+05:45,1,33.33\r\n");
}

BOOST_FIXTURE_TEST_CASE(labels_are_escaped_in_json_and_guarded_in_csv, house_with_clicks) {
  of.links[0].label = "a\"b\\c/\xc3\xbc";
  of.links[1].label = "=HYPERLINK(\"x\",\"y\")";
  BOOST_TEST(stats("/links").body.find(R"("link":"a\"b\\c/)"
                                       "\xc3\xbc\"") != std::string::npos);
  BOOST_TEST(csv("/links").find("\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\",0,0,0.0\r\n") != std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(many_links_have_fewer_buckets_each, house_with_clicks) {
  of.links.resize(100, {"more", "https://c.example/", false});
  BOOST_TEST(refused(stats("/links", "interval=hour&from=2026-01-01&to=2026-02-13")) == "interval");
  BOOST_TEST(stats("/links", "interval=hour&from=2026-01-01&to=2026-02-11").status == 200U);
}

}  // namespace waypost::test
