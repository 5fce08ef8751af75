#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/unit/registration/api_fixture.hpp"

// A campaign's conversions and funnel in the API.
namespace waypost::test {
namespace {

constexpr auto one = "/api/v1/campaigns/{id}";

std::string with(const std::string& members) {
  return R"({"name":"n","time_zone":"UTC","links":[{"label":"a","url":"https://a.example/"}])" + members +
         '}';
}

// `count` elements, made of "{}" with each one's number in its place.
std::string list_of(int count, const std::string& element) {
  std::string list = "[";
  for (int i = 0; i < count; ++i) {
    auto each = element;
    each.replace(each.find('#'), 1, std::to_string(i));
    list += (i == 0 ? "" : ",") + each;
  }
  return list + ']';
}

const std::string goal = R"({"event":"event #","window_minutes":1})";
const std::string conversions = R"([{"event":"Charged","window_minutes":1440}])";
const std::string funnel = R"(["sent","clicked","Added To Cart","Charged"])";

std::string text_of(const boost::json::object& of, std::string_view member) {
  const auto* found = of.if_contains(member);
  return found == nullptr ? "absent" : boost::json::serialize(*found);
}

}  // namespace

BOOST_FIXTURE_TEST_CASE(a_campaigns_goals_come_back_as_they_were_made, api_fixture) {
  const auto made = create(with(R"(,"conversions":)" + conversions + R"(,"funnel":)" + funnel));
  BOOST_TEST_REQUIRE(made.status == 201U, made.body);
  BOOST_TEST(text_of(json(made), "conversions") == conversions);
  BOOST_TEST(text_of(json(made), "funnel") == funnel);
  const std::string id = json(made).at("id").as_string().c_str();
  BOOST_TEST(call("GET", one, {id}).body == made.body);
  BOOST_TEST(json(call("GET", "/api/v1/campaigns")).at("items").as_array().at(0) ==
             boost::json::value(json(made)));
}

BOOST_FIXTURE_TEST_CASE(goals_are_changed_and_taken_away, api_fixture) {
  const auto id = campaign_with_two_links();
  BOOST_TEST(text_of(json(call("GET", one, {id})), "conversions") == "absent");
  auto changed = json(call("PATCH", one, {id}, R"({"conversions":)" + conversions + '}'));
  BOOST_TEST(text_of(changed, "conversions") == conversions);
  BOOST_TEST(text_of(changed, "funnel") == "absent");
  changed = json(call("PATCH", one, {id}, R"({"funnel":)" + funnel + '}'));
  BOOST_TEST(text_of(changed, "conversions") == conversions);
  BOOST_TEST(text_of(changed, "funnel") == funnel);
  BOOST_TEST(text_of(json(call("PATCH", one, {id}, R"({"name":"m"})")), "funnel") == funnel);
  changed = json(call("PATCH", one, {id}, R"({"conversions":null,"funnel":[]})"));
  BOOST_TEST(text_of(changed, "conversions") == "absent");
  BOOST_TEST(text_of(changed, "funnel") == "absent");
  changed = json(call("PATCH", one, {id}, R"({"conversions":[],"funnel":null})"));
  BOOST_TEST(changed.at("version").to_number<int>() == 6);
}

BOOST_FIXTURE_TEST_CASE(no_goals_may_be_said_in_three_ways, api_fixture) {
  for (const auto* none : {"", R"(,"conversions":[],"funnel":[])", R"(,"conversions":null,"funnel":null)"}) {
    const auto made = create(with(none));
    BOOST_TEST_REQUIRE(made.status == 201U, made.body);
    BOOST_TEST(text_of(json(made), "conversions") == "absent");
    BOOST_TEST(text_of(json(made), "funnel") == "absent");
  }
}

BOOST_FIXTURE_TEST_CASE(goals_have_limits, api_fixture) {
  std::string name;
  for (int i = 0; i < 64; ++i) name += "\xe0\xa4\xaa";  // Devanagari PA
  for (const auto& members : {R"("conversions":)" + list_of(16, goal),
                              R"("conversions":[{"event":")" + name + R"(","window_minutes":1}])",
                              std::string(R"("conversions":[{"event":"e","window_minutes":527040}])"),
                              R"("funnel":)" + list_of(16, R"("step #")"), R"("funnel":[")" + name + R"("])",
                              std::string(R"("funnel":["sent","delivered","clicked"])")}) {
    const auto made = create(with("," + members));
    BOOST_TEST(made.status == 201U, made.body);
  }
}

BOOST_FIXTURE_TEST_CASE(a_goal_that_is_wrong_is_named, api_fixture) {
  const auto id = campaign_with_two_links();
  const std::string fine = R"({"event":"e","window_minutes":1})";
  struct {
    std::string member;
    std::string field;
  } const wrong[] = {
      {R"("conversions":{})", "conversions"},
      {R"("conversions":"Charged")", "conversions"},
      {R"("conversions":)" + list_of(17, goal), "conversions"},
      {R"("conversions":["Charged"])", "conversions[0]"},
      {R"("conversions":[{"window_minutes":1}])", "conversions[0].event"},
      {R"("conversions":[{"event":"e"}])", "conversions[0].window_minutes"},
      {R"("conversions":[{"event":"","window_minutes":1}])", "conversions[0].event"},
      {R"("conversions":[{"event":7,"window_minutes":1}])", "conversions[0].event"},
      {R"("conversions":[{"event":")" + std::string(65, 'e') + R"(","window_minutes":1}])",
       "conversions[0].event"},
      {R"("conversions":[{"event":"a\tb","window_minutes":1}])", "conversions[0].event"},
      {R"("conversions":[{"event":"sent","window_minutes":1}])", "conversions[0].event"},
      {R"("conversions":[{"event":"delivered","window_minutes":1}])", "conversions[0].event"},
      {R"("conversions":[{"event":"clicked","window_minutes":1}])", "conversions[0].event"},
      {R"("conversions":[{"event":"failed","window_minutes":1}])", "conversions[0].event"},
      {R"("conversions":[)" + fine + R"(,{"event":"f","window_minutes":0}])",
       "conversions[1].window_minutes"},
      {R"("conversions":[)" + fine + R"(,{"event":"f","window_minutes":527041}])",
       "conversions[1].window_minutes"},
      {R"("conversions":[)" + fine + R"(,{"event":"f","window_minutes":1.5}])",
       "conversions[1].window_minutes"},
      {R"("conversions":[)" + fine + R"(,{"event":"f","window_minutes":"1"}])",
       "conversions[1].window_minutes"},
      {R"("conversions":[)" + fine + ',' + fine + ']', "conversions[1].event"},
      {R"("conversions":[{"event":"e","window_minutes":1,"name":"x"}])", "conversions[0].name"},
      {R"("funnel":"sent")", "funnel"},
      {R"("funnel":)" + list_of(17, R"("step #")"), "funnel"},
      {R"("funnel":[1])", "funnel[0]"},
      {R"("funnel":["sent",""])", "funnel[1]"},
      {R"("funnel":["sent","a\u0000"])", "funnel[1]"},
      {R"("funnel":["sent","clicked","sent"])", "funnel[2]"},
      {R"("funnel":["sent","failed"])", "funnel[1]"},
      {R"("funnel":[")" + std::string(65, 's') + R"("])", "funnel[0]"},
  };
  const auto before = registrar.offers;
  for (const auto& [member, field] : wrong) {
    BOOST_TEST_CONTEXT(member) {
      is_problem(create(with("," + member)), 422, field);
      is_problem(call("PATCH", one, {id}, '{' + member + '}'), 422, field);
    }
  }
  BOOST_TEST(registrar.offers == before);
}

}  // namespace waypost::test
