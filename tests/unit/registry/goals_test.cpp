#include "attribution/registry/goals.hpp"

#include <boost/test/unit_test.hpp>

#include "tests/unit/registry/registry_vocabulary.hpp"

using namespace waypost;
using namespace waypost::test;

namespace {

const conversion_goal charged{"Charged", 1440};
const conversion_goal added{"Added To Cart", longest_window_minutes};

change::create_campaign with_goals(std::vector<conversion_goal> conversions,
                                   std::vector<std::string> funnel) {
  auto c = campaign_of(spring);
  c.made.conversions = std::move(conversions);
  c.made.funnel = std::move(funnel);
  return c;
}

template <class Change>
Change read_back(const Change& what) {
  const auto read = parse_changes('[' + to_json(what) + ']');
  BOOST_REQUIRE(read.has_value());
  BOOST_TEST(to_json(read->front()) == to_json(what));
  return std::get<Change>(read->front());
}

std::vector<conversion_goal> many_goals(std::size_t count) {
  std::vector<conversion_goal> goals;
  for (std::size_t i = 0; i < count; ++i) goals.push_back({"event " + std::to_string(i), 1});
  return goals;
}

std::vector<std::string> many_steps(std::size_t count) {
  std::vector<std::string> steps;
  for (std::size_t i = 0; i < count; ++i) steps.push_back("event " + std::to_string(i));
  return steps;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(conversions_and_funnels)

BOOST_AUTO_TEST_CASE(a_campaigns_goals_are_written_read_and_folded) {
  const std::vector<std::string> steps{"sent", "clicked", "Added To Cart", "Charged"};
  const auto read = read_back(with_goals({charged, added}, steps));
  BOOST_TEST((read.made.conversions == std::vector{charged, added}));
  BOOST_TEST((read.made.funnel == steps));
  folder f;
  BOOST_TEST(f.said(read).taken);
  BOOST_TEST((f.of(spring).conversions == std::vector{charged, added}));
  BOOST_TEST((f.of(spring).funnel == steps));
}

BOOST_AUTO_TEST_CASE(a_change_sets_goals_takes_them_away_or_leaves_them) {
  folder f;
  f.said(with_goals({charged}, {"sent"}));
  change::change_campaign c;
  c.id = spring;
  c.name = "n";
  BOOST_TEST(!read_back(c).conversions.has_value());
  BOOST_TEST(!read_back(c).funnel.has_value());
  f.said(read_back(c));
  BOOST_TEST((f.of(spring).conversions == std::vector{charged}));
  BOOST_TEST(f.of(spring).funnel.size() == 1u);
  c.conversions = std::vector{added};
  c.funnel = std::vector<std::string>{"delivered", "clicked"};
  f.said(read_back(c));
  BOOST_TEST((f.of(spring).conversions == std::vector{added}));
  BOOST_TEST(f.of(spring).funnel.back() == "clicked");
  c.conversions.emplace();
  c.funnel.emplace();
  BOOST_TEST(read_back(c).conversions->empty());
  f.said(read_back(c));
  BOOST_TEST(f.of(spring).conversions.empty());
  BOOST_TEST(f.of(spring).funnel.empty());
  BOOST_TEST(f.of(spring).version == 4u);
}

BOOST_AUTO_TEST_CASE(entries_of_before_there_were_goals_still_fold) {
  const auto read = parse_changes(
      R"([{"do":"create_campaign","id":"0000000000000001","account":"0000000000000007","name":"n",)"
      R"("time_zone":"UTC","created_s":1700000000,"links":[{"label":"a","url":"https://x.example/a"}]},)"
      R"({"do":"change_campaign","id":"0000000000000001","name":"m"}])");
  BOOST_REQUIRE(read.has_value());
  folder f;
  for (const auto& each : *read) BOOST_TEST(f.said(each).taken);
  BOOST_TEST(f.of(spring).name == "m");
  BOOST_TEST(f.of(spring).conversions.empty());
  BOOST_TEST(f.of(spring).funnel.empty());
}

BOOST_AUTO_TEST_CASE(goals_that_break_a_rule_make_the_change_void) {
  const std::vector<std::vector<conversion_goal>> wrong{
      {charged, charged}, {{"", 1}}, {{"sent", 1}}, {{"e", 0}}, {{"e", longest_window_minutes + 1}},
      many_goals(17)};
  for (const auto& goals : wrong) {
    folder f;
    BOOST_TEST(is_void_for(f.said(with_goals(goals, {})), errc::invalid));
    f.said(with_goals({charged}, {}));
    change::change_campaign c;
    c.id = spring;
    c.conversions = goals;
    BOOST_TEST(is_void_for(f.said(c), errc::invalid));
    BOOST_TEST((f.of(spring).conversions == std::vector{charged}));
    BOOST_TEST(f.of(spring).version == 1u);
  }
  for (const auto& steps : {std::vector<std::string>{"sent", "sent"}, {""}, many_steps(17)}) {
    folder f;
    BOOST_TEST(is_void_for(f.said(with_goals({}, steps)), errc::invalid));
  }
  folder f;
  BOOST_TEST(f.said(with_goals(many_goals(16), many_steps(16))).taken);
}

BOOST_AUTO_TEST_CASE(damaged_goals_are_refused) {
  const std::string begin = R"([{"do":"change_campaign","id":"0000000000000001",)";
  for (const auto* bad :
       {R"("conversions":{}}])", R"("conversions":[1]}])", R"("conversions":[{"event":"e"}]}])",
        R"("conversions":[{"event":"e","window_minutes":-1}]}])", R"("funnel":"sent"}])",
        R"("funnel":[1]}])"})
    BOOST_TEST((parse_changes(begin + bad).error() == errc::corrupt), bad);
  BOOST_TEST((parse_changes(begin + R"("conversions":[{"event":"e","window_minutes":1,"x":1}]}])").error() ==
              errc::unknown_version));
}

BOOST_AUTO_TEST_SUITE_END()
