#include <boost/test/unit_test.hpp>

#include "tests/unit/registration/api_fixture.hpp"

namespace waypost::test {
namespace {

constexpr auto campaigns = "/api/v1/campaigns";
constexpr auto one = "/api/v1/campaigns/{id}";

std::string with_links(const std::string& links) {
  return R"({"name":"n","time_zone":"UTC","links":)" + links + '}';
}

std::string with(const std::string& members) {
  return R"({"name":"n","time_zone":"UTC","links":[{"label":"a","url":"https://a.example/"}])" + members +
         '}';
}

}  // namespace

BOOST_FIXTURE_TEST_CASE(a_campaign_comes_back_as_it_was_made, api_fixture) {
  const auto made = create(
      R"({"name":"Premiere","time_zone":"Asia/Kolkata","expires_at":"2026-02-01T05:30:00+05:30",)"
      R"("fallback_url":"https://shop.example/gone","links":[{"label":"reviews","url":"https://shop.example/r"}]})");
  BOOST_TEST_REQUIRE(made.status == 201U, made.body);
  const auto body = json(made);
  const std::string id = body.at("id").as_string().c_str();
  BOOST_TEST(made.headers.at(0).first == "Location");
  BOOST_TEST(made.headers.at(0).second == "/api/v1/campaigns/" + id);
  BOOST_TEST(made.body ==
             R"({"id":")" + id +
                 R"(","name":"Premiere","time_zone":"Asia/Kolkata","created_at":"2026-01-01T00:00:00Z",)"
                 R"("expires_at":"2026-02-01T00:00:00Z","fallback_url":"https://shop.example/gone",)"
                 R"("paused":false,"version":1,"recipients":0,)"
                 R"("links":[{"label":"reviews","url":"https://shop.example/r","paused":false}]})"
                 "\n");
  const auto read = call("GET", one, {id});
  BOOST_TEST(read.status == 200U);
  BOOST_TEST(read.body == made.body);
}

BOOST_FIXTURE_TEST_CASE(a_body_that_is_no_json_object_is_400, api_fixture) {
  for (const auto* body :
       {"", "{", R"({"name":"n",)", "[]", "7", "\"n\"", "null", "{}x", "{\"name\":\"\xff\"}"}) {
    is_problem(create(body), 400);
    BOOST_TEST(registrar.offers == 0U);
  }
}

BOOST_FIXTURE_TEST_CASE(a_field_that_is_wrong_is_named, api_fixture) {
  const std::string fine = R"({"label":"a","url":"https://a.example/"})";
  std::string many = "[";
  for (int i = 0; i <= 100; ++i)
    many += (i == 0 ? "" : ",") + (R"({"label":")" + std::to_string(i)) + R"(","url":"https://a.example/"})";
  struct {
    std::string body;
    std::string field;
  } const wrong[] = {
      {R"({"time_zone":"UTC","links":[]})", "name"},
      {R"({"name":7,"time_zone":"UTC","links":[]})", "name"},
      {R"({"name":"","time_zone":"UTC","links":[]})", "name"},
      {R"({"name":")" + std::string(201, 'n') + R"(","time_zone":"UTC","links":[]})", "name"},
      {R"({"name":"a\u0000b","time_zone":"UTC","links":[]})", "name"},
      {R"({"name":"a\r\nb","time_zone":"UTC","links":[]})", "name"},
      {R"({"name":"n","links":[]})", "time_zone"},
      {R"({"name":"n","time_zone":"Asia/Nowhere","links":[]})", "time_zone"},
      {R"({"name":"n","time_zone":"../../etc/passwd","links":[]})", "time_zone"},
      {R"({"name":"n","time_zone":"+05:30","links":[]})", "time_zone"},
      {R"({"name":"n","time_zone":"UTC"})", "links"},
      {with_links("{}"), "links"},
      {with_links("[]"), "links"},
      {with_links(many + ']'), "links"},
      {with_links("[7]"), "links[0]"},
      {with_links("[" + fine + R"(,{"url":"https://a.example/"}])"), "links[1].label"},
      {with_links(R"([{"label":"","url":"https://a.example/"}])"), "links[0].label"},
      {with_links(R"([{"label":")" + std::string(65, 'l') + R"(","url":"https://a.example/"}])"),
       "links[0].label"},
      {with_links(R"([{"label":"a\tb","url":"https://a.example/"}])"), "links[0].label"},
      {with_links("[" + fine + ',' + fine + ']'), "links[1].label"},
      {with_links("[" + fine + R"(,{"label":"b"}])"), "links[1].url"},
      {with_links(R"([{"label":"a","url":["https://a.example/"]}])"), "links[0].url"},
      {with_links("[" + fine + R"x(,{"label":"b","url":"javascript:alert(1)"}])x"), "links[1].url"},
      {with_links(R"([{"label":"a","url":"http://10.0.0.1/"}])"), "links[0].url"},
      {with_links(R"([{"label":"a","url":"https://a.example/\r\nSet-Cookie: a=b"}])"), "links[0].url"},
      {with_links(R"([{"label":"a","url":"https://s.example/x"}])"), "links[0].url"},
      {with_links(R"([{"label":"a","url":"https://a.example/","weight":3}])"), "links[0].weight"},
      {with_links(R"([{"label":"a","url":"https://a.example/","paused":"no"}])"), "links[0].paused"},
      {with(R"(,"expires_at":"2026-02-01")"), "expires_at"},
      {with(R"(,"expires_at":"2026-02-01T00:00:00")"), "expires_at"},
      {with(R"(,"expires_at":"2026-02-30T00:00:00Z")"), "expires_at"},
      {with(R"(,"expires_at":1767225600)"), "expires_at"},
      {with(R"(,"fallback_url":"http://localhost/")"), "fallback_url"},
      {with(R"(,"paused":1)"), "paused"},
      {with(R"(,"colour":"red")"), "colour"},
      {with(R"(,"id":"0000000000000001")"), "id"},
  };
  for (const auto& each : wrong) {
    BOOST_TEST_CONTEXT(each.body) { is_problem(create(each.body), 422, each.field); }
  }
  BOOST_TEST(registrar.offers == 0U);
}

BOOST_FIXTURE_TEST_CASE(names_are_counted_in_characters, api_fixture) {
  std::string name;
  for (int i = 0; i < 200; ++i) name += "\xe0\xa4\xaa";  // Devanagari PA
  const auto made = create(R"({"name":")" + name + R"(","time_zone":"UTC","links":[{"label":")" +
                           name.substr(0, 64 * 3) + R"(","url":"https://a.example/"}]})");
  BOOST_TEST(made.status == 201U, made.body);
}

BOOST_FIXTURE_TEST_CASE(without_redis_nothing_is_made_and_it_says_so, api_fixture) {
  for (const auto failure : {errc::redis_unavailable, errc::redis_timeout, errc::redis_readonly}) {
    registrar.failures = {failure};
    const auto refused = create(with(""));
    is_problem(refused, 503);
    BOOST_TEST(refused.headers.at(0).first == "Retry-After");
  }
  BOOST_TEST(registrar.state().campaigns.empty());
}

BOOST_FIXTURE_TEST_CASE(a_campaign_of_another_account_looks_like_an_unknown_one, api_fixture) {
  const auto id = campaign_with_two_links();
  const auto unknown = call("GET", one, {"0123456789abcdef"});
  is_problem(unknown, 404);
  for (const auto& [method, pattern, path, body] :
       std::vector<std::tuple<std::string, std::string, std::vector<std::string>, std::string>>{
           {"GET", one, {id}, ""},
           {"PATCH", one, {id}, R"({"paused":true})"},
           {"POST", "/api/v1/campaigns/{id}/links", {id}, R"({"label":"c","url":"https://c.example/"})"},
           {"PATCH", "/api/v1/campaigns/{id}/links/{link}", {id, "a"}, R"({"paused":true})"},
           {"POST", "/api/v1/campaigns/{id}/events", {id}, R"({"type":"sent","count":1})"}}) {
    const auto theirs = call(method, pattern, path, body, folding_registrar::other);
    BOOST_TEST(theirs.status == 404U, pattern);
    BOOST_TEST(theirs.body == unknown.body, pattern);
  }
  for (const auto* text : {"", "x", "0123456789ABCDEF", "00000000000000001", "../keys"})
    BOOST_TEST(call("GET", one, {text}).body == unknown.body);
}

BOOST_FIXTURE_TEST_CASE(a_change_sets_what_it_names_and_counts_the_version_up, api_fixture) {
  const auto id = campaign_with_two_links();
  const auto changed = call("PATCH", one, {id},
                            R"({"name":"m","time_zone":"Europe/Paris","paused":true,)"
                            R"("expires_at":"2030-01-01T00:00:00.5Z","fallback_url":"https://f.example/"})");
  BOOST_TEST_REQUIRE(changed.status == 200U, changed.body);
  auto body = json(changed);
  BOOST_TEST(body.at("name").as_string() == "m");
  BOOST_TEST(body.at("time_zone").as_string() == "Europe/Paris");
  BOOST_TEST(body.at("paused").as_bool());
  BOOST_TEST(body.at("expires_at").as_string() == "2030-01-01T00:00:00.500Z");
  BOOST_TEST(body.at("fallback_url").as_string() == "https://f.example/");
  BOOST_TEST(body.at("version").to_number<int>() == 2);
  body = json(call("PATCH", one, {id}, R"({"expires_at":null,"fallback_url":null})"));
  BOOST_TEST(!body.contains("expires_at"));
  BOOST_TEST(!body.contains("fallback_url"));
  BOOST_TEST(body.at("name").as_string() == "m");
}

BOOST_FIXTURE_TEST_CASE(a_change_built_on_an_old_version_is_409, api_fixture) {
  const auto id = campaign_with_two_links();
  BOOST_TEST(call("PATCH", one, {id}, R"({"name":"m","version":1})").status == 200U);
  is_problem(call("PATCH", one, {id}, R"({"name":"l","version":1})"), 409, "version");
  BOOST_TEST(json(call("GET", one, {id})).at("name").as_string() == "m");
}

BOOST_FIXTURE_TEST_CASE(a_change_that_is_wrong_is_named, api_fixture) {
  const auto id = campaign_with_two_links();
  is_problem(call("PATCH", one, {id}, "{"), 400);
  is_problem(call("PATCH", one, {id}, "{}"), 422);
  is_problem(call("PATCH", one, {id}, R"({"version":1})"), 422);
  is_problem(call("PATCH", one, {id}, R"({"version":-1,"paused":true})"), 422, "version");
  is_problem(call("PATCH", one, {id}, R"({"name":null})"), 422, "name");
  is_problem(call("PATCH", one, {id}, R"({"time_zone":"Mars"})"), 422, "time_zone");
  is_problem(call("PATCH", one, {id}, R"({"links":[]})"), 422, "links");
  is_problem(call("PATCH", one, {id}, R"({"fallback_url":"http://[::1]/"})"), 422, "fallback_url");
}

BOOST_FIXTURE_TEST_CASE(a_list_shows_every_campaign_once_whatever_is_added_meanwhile, api_fixture) {
  std::vector<std::string> made;
  for (int i = 0; i < 5; ++i) made.push_back(campaign_with_two_links());
  std::vector<std::string> seen;
  std::string after;
  for (int pages = 0; pages < 10; ++pages) {
    next.query = {{"limit", "2"}};
    if (!after.empty()) next.query.emplace_back("after", after);
    const auto page = json(call("GET", campaigns));
    for (const auto& each : page.at("items").as_array())
      seen.emplace_back(each.as_object().at("id").as_string().c_str());
    if (page.at("next").is_null()) break;
    after = page.at("next").as_string().c_str();
    if (pages == 0) campaign_with_two_links();
  }
  for (const auto& id : made) BOOST_TEST(std::count(seen.begin(), seen.end(), id) == 1);
  BOOST_TEST(json(call("GET", campaigns, {}, {}, folding_registrar::other)).at("items").as_array().empty());
}

BOOST_FIXTURE_TEST_CASE(a_page_that_cannot_be_is_refused, api_fixture) {
  for (const auto* limit : {"0", "1001", "-1", "x", "", "1x"}) {
    next.query = {{"limit", limit}};
    is_problem(call("GET", campaigns), 422, "limit");
  }
  next.query = {{"after", "0123456789abcdef"}};
  is_problem(call("GET", campaigns), 422, "after");
}

BOOST_FIXTURE_TEST_CASE(a_member_given_twice_is_refused_with_its_name, api_fixture) {
  const std::string rest = R"("time_zone":"UTC","links":[{"label":"a","url":"https://a.example/"}])";
  is_problem(create(R"({"name":"n","name":"n",)" + rest + '}'), 422, "name");
  is_problem(create(R"({"name":"n","na\u006de":"m",)" + rest + '}'), 422, "name");
  is_problem(create(R"({"name":"n","time_zone":"UTC","links":[{"label":"a","url":"https://a.example/"},)"
                    R"({"url":"https://b.example/","label":"b","url":"https://c.example/"}]})"),
             422, "links[1].url");
  is_problem(create(R"({"x":[1,[],{},{"y":{"z":1,"z":2}}]})"), 422, "x[3].y.z");
  BOOST_TEST(registrar.state().campaigns.empty());
  // The same name in several objects is no repetition.
  BOOST_TEST(create(R"({"name":"n",)" + rest + '}').status == 201U);
}

BOOST_FIXTURE_TEST_CASE(a_change_of_nothing_is_told_what_could_change, api_fixture) {
  const auto id = campaign_with_two_links();
  for (const auto* body : {"{}", R"({"version":1})"}) {
    const auto answer = call("PATCH", "/api/v1/campaigns/{id}", {id}, body);
    is_problem(answer, 422);
    const std::string detail = json(answer).at("detail").as_string().c_str();
    for (const auto* member :
         {"name", "time_zone", "expires_at", "fallback_url", "paused", "conversions", "funnel"})
      BOOST_TEST(detail.find(member) != detail.npos, detail);
  }
  const auto answer = call("PATCH", "/api/v1/campaigns/{id}/links/{link}", {id, "a"}, "{}");
  is_problem(answer, 422);
  BOOST_TEST(answer.body.find("url, paused") != std::string::npos, answer.body);
}

}  // namespace waypost::test
