#include "redirector/endpoint_table.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace waypost;

const endpoint_table table({
    {"GET", "/api/v1/campaigns", scope::stats, 0, nullptr},
    {"POST", "/api/v1/campaigns", scope::register_, 1000, nullptr},
    {"GET", "/api/v1/campaigns/{id}", scope::stats, 0, nullptr},
    {"GET", "/api/v1/campaigns/{id}/recipients/{recipient}", scope::stats, 0, nullptr},
    {"GET", "/api/v1/campaigns/{id}/recipients/all", scope::stats, 1, nullptr},
});

endpoint_table::match find(std::string_view method, std::string_view target) {
  const auto parsed = parse_api_target(target);
  BOOST_REQUIRE(parsed.has_value());
  return table.find(method, parsed->path);
}

BOOST_AUTO_TEST_SUITE(endpoint_tables)

BOOST_AUTO_TEST_CASE(rows_are_found_by_method_and_path) {
  BOOST_TEST(find("GET", "/api/v1/campaigns").row->pattern == "/api/v1/campaigns");
  BOOST_TEST(find("POST", "/api/v1/campaigns").row->largest_body == 1000u);
  BOOST_TEST(find("HEAD", "/api/v1/campaigns").row->method == "GET");
}

BOOST_AUTO_TEST_CASE(placeholders_are_given_decoded_and_in_order) {
  const auto m = find("GET", "/api/v1/campaigns/12/recipients/%2B49%2F1%C3%BC");
  BOOST_REQUIRE(m.row != nullptr);
  BOOST_TEST(m.path == (std::vector<std::string>{"12", "+49/1\xc3\xbc"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(literal_wins_over_placeholder) {
  BOOST_TEST(find("GET", "/api/v1/campaigns/12/recipients/all").row->largest_body == 1u);
}

BOOST_AUTO_TEST_CASE(other_paths_are_unknown) {
  for (const auto* path : {"/", "/api/v1", "/api/v1/campaigns/", "/api/v1/campaigns//recipients/x",
                           "/api/v1/campaigns/12/13", "/api/v1/Campaigns"}) {
    const auto m = find("GET", path);
    BOOST_TEST(m.row == nullptr, path);
    BOOST_TEST(m.allow.empty(), path);
  }
}

BOOST_AUTO_TEST_CASE(wrong_method_names_the_right_ones) {
  const auto m = find("DELETE", "/api/v1/campaigns");
  BOOST_TEST(m.row == nullptr);
  BOOST_TEST(m.allow == "GET, HEAD, POST");
}

BOOST_AUTO_TEST_CASE(query_is_decoded_in_order) {
  const auto t = parse_api_target("/a?time_zone=Asia%2FKolkata&x&y=1=2&at=2024-01-01T00:00:00+05:30&");
  BOOST_REQUIRE(t.has_value());
  BOOST_REQUIRE(t->query.size() == 4u);
  BOOST_TEST(t->query[0].second == "Asia/Kolkata");
  BOOST_TEST(t->query[1].first == "x");
  BOOST_TEST(t->query[1].second == "");
  BOOST_TEST(t->query[2].second == "1=2");
  BOOST_TEST(t->query[3].second == "2024-01-01T00:00:00+05:30");
}

BOOST_AUTO_TEST_CASE(broken_targets_are_refused) {
  for (const auto* target :
       {"", "*", "a/b", "/%", "/%4", "/%zz", "/a%00b", "/a%0d%0ab", "/a?b=%0a", "/a?%7f=1"})
    BOOST_TEST(!parse_api_target(target).has_value(), target);
}

BOOST_AUTO_TEST_CASE(absolute_target_is_its_path) {
  BOOST_TEST(parse_api_target("http://localhost:1/a/b?c=d")->path.size() == 2u);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
