#include <set>
#include <string>

#include <boost/test/unit_test.hpp>

#include "tests/unit/registration/api_fixture.hpp"

namespace waypost::test {
namespace {

constexpr std::size_t some_bytes = std::size_t{1} << 20;  // what a page is about, at most

struct fixture : api_fixture {
  // As large as one can be.
  void campaign_of_long_links(char name) {
    change::create_campaign c;
    c.made.id = random_id<campaign_id>();
    c.made.account = folding_registrar::own;
    c.made.name = std::string(1, name);
    c.made.time_zone = "UTC";
    for (int i = 0; i < 100; ++i)
      c.made.links.push_back({std::to_string(i), "https://a.example/" + std::string(2000, 'x'), false});
    BOOST_TEST_REQUIRE(registrar.take(std::move(c)).taken);
  }

  boost::json::object page_after(const std::string& after) {
    next.query = {{"limit", "1000"}};
    if (!after.empty()) next.query.emplace_back("after", after);
    const auto answer = call("GET", "/api/v1/campaigns");
    BOOST_TEST(answer.body.size() < some_bytes + some_bytes / 4);
    return json(answer);
  }
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(a_page_ends_before_its_limit_where_its_items_are_large, fixture) {
  for (char name = 'a'; name <= 'z'; ++name) campaign_of_long_links(name);
  std::set<std::string> seen;
  std::string after;
  for (int pages = 1;; ++pages) {
    const auto page = page_after(after);
    for (const auto& each : page.at("items").as_array())
      BOOST_TEST(seen.insert(each.as_object().at("name").as_string().c_str()).second);
    if (page.at("next").is_null()) {
      BOOST_TEST(pages > 3);
      break;
    }
    after = page.at("next").as_string().c_str();
  }
  BOOST_TEST(seen.size() == 26u);
}

}  // namespace waypost::test
