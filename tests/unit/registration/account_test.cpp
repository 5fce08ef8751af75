#include <set>

#include <boost/test/unit_test.hpp>

#include "attribution/registration/key_check.hpp"
#include "attribution/registration/key_text.hpp"
#include "attribution/registration/scope_names.hpp"
#include "tests/unit/registration/api_fixture.hpp"

namespace waypost::test {
namespace {

constexpr auto accounts = "/api/v1/accounts";
constexpr auto keys = "/api/v1/keys";
constexpr auto one = "/api/v1/keys/{id}";
constexpr auto own_key = "/api/v1/key";

struct fixture : api_fixture {
  key_check check{registrar};

  boost::json::object create_key(const std::string& body) {
    const auto made = call("POST", keys, {}, body);
    BOOST_TEST_REQUIRE(made.status == 201U, made.body);
    return json(made);
  }

  static std::string text(const boost::json::object& of, const char* member) {
    return of.at(member).as_string().c_str();
  }
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(a_new_key_is_shown_once_and_opens, fixture) {
  const auto made = create_key(R"({"name":"platform","scopes":["register","stats"]})");
  const auto key = text(made, "key");
  BOOST_TEST(key.substr(3, 16) == text(made, "id"));
  const auto who = check.check(key);
  BOOST_TEST_REQUIRE(who.has_value());
  BOOST_TEST((who->account == folding_registrar::own));
  BOOST_TEST((who->scopes == (scope::register_ | scope::stats)));
  const auto listed = call("GET", keys);
  BOOST_TEST(listed.body.find(text(made, "id")) != std::string::npos);
  BOOST_TEST(listed.body.find(key.substr(20)) == std::string::npos);
  BOOST_TEST(listed.body.find("secret") == std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(a_key_can_ask_what_it_is, fixture) {
  const auto made = create_key(R"({"name":"page","scopes":["stats","register"]})");
  next.key = *parse_id<key_id>(text(made, "id"));
  const auto answer = call("GET", own_key);
  BOOST_TEST(answer.status == 200U);
  const boost::json::object expected{{"id", made.at("id")},
                                     {"name", "page"},
                                     {"account", to_text(folding_registrar::own)},
                                     {"scopes", {"register", "stats"}}};
  BOOST_TEST(json(answer) == expected);
  next.key = key_id{99};
  is_problem(call("GET", own_key), 404);
}

BOOST_FIXTURE_TEST_CASE(a_key_may_be_made_for_another_account, fixture) {
  const auto account = json(call("POST", accounts, {}, R"({"name":"Agency","most_numbers":1000})"));
  BOOST_TEST(account.at("most_numbers").to_number<int>() == 1000);
  const auto made = create_key(R"({"name":"k","scopes":["admin"],"account":")" + text(account, "id") + "\"}");
  BOOST_TEST(text(made, "account") == text(account, "id"));
  BOOST_TEST(to_text(check.check(text(made, "key"))->account) == text(account, "id"));
}

BOOST_FIXTURE_TEST_CASE(a_key_that_is_wrong_is_named, fixture) {
  is_problem(call("POST", keys, {}, "{"), 400);
  is_problem(call("POST", keys, {}, R"({"scopes":["stats"]})"), 422, "name");
  is_problem(call("POST", keys, {}, R"({"name":"k"})"), 422, "scopes");
  is_problem(call("POST", keys, {}, R"({"name":"k","scopes":[]})"), 422, "scopes");
  is_problem(call("POST", keys, {}, R"({"name":"k","scopes":"stats"})"), 422, "scopes");
  is_problem(call("POST", keys, {}, R"({"name":"k","scopes":["stats","root"]})"), 422, "scopes[1]");
  is_problem(call("POST", keys, {}, R"({"name":"k","scopes":[1]})"), 422, "scopes[0]");
  is_problem(call("POST", keys, {}, R"({"name":"k","scopes":["stats"],"account":"0000000000000063"})"), 422,
             "account");
  is_problem(call("POST", keys, {}, R"({"name":"k","scopes":["stats"],"secret":"x"})"), 422, "secret");
  is_problem(call("POST", accounts, {}, "{}"), 422, "name");
  is_problem(call("POST", accounts, {}, R"({"name":"a","most_numbers":-1})"), 422, "most_numbers");
  BOOST_TEST(registrar.offers == 0U);
  registrar.failures = {errc::redis_unavailable, errc::redis_unavailable};
  is_problem(call("POST", keys, {}, R"({"name":"k","scopes":["stats"]})"), 503);
  is_problem(call("POST", accounts, {}, R"({"name":"a"})"), 503);
}

BOOST_FIXTURE_TEST_CASE(a_paused_key_opens_again_and_a_revoked_one_never, fixture) {
  create_key(R"({"name":"admin","scopes":["admin"]})");
  const auto made = create_key(R"({"name":"k","scopes":["stats"]})");
  const auto id = text(made, "id");
  const auto paused = call("PATCH", one, {id}, R"({"paused":true})");
  BOOST_TEST(paused.status == 200U);
  BOOST_TEST(json(paused).at("paused").as_bool());
  BOOST_TEST(!check.check(text(made, "key")).has_value());
  BOOST_TEST(call("PATCH", one, {id}, R"({"paused":false})").status == 200U);
  BOOST_TEST(check.check(text(made, "key")).has_value());
  const auto gone = call("DELETE", one, {id});
  BOOST_TEST(gone.status == 204U);
  BOOST_TEST(gone.body.empty());
  BOOST_TEST(!check.check(text(made, "key")).has_value());
  is_problem(call("DELETE", one, {id}), 404);
  is_problem(call("PATCH", one, {id}, R"({"paused":false})"), 404);
}

BOOST_FIXTURE_TEST_CASE(a_change_of_a_key_that_is_wrong_is_named, fixture) {
  const auto id = text(create_key(R"({"name":"k","scopes":["stats"]})"), "id");
  is_problem(call("PATCH", one, {"0000000000000063"}, R"({"paused":true})"), 404);
  is_problem(call("DELETE", one, {"x"}), 404);
  is_problem(call("PATCH", one, {id}, "{"), 400);
  is_problem(call("PATCH", one, {id}, "{}"), 422, "paused");
  is_problem(call("PATCH", one, {id}, R"({"paused":"yes"})"), 422, "paused");
  is_problem(call("PATCH", one, {id}, R"({"scopes":["admin"]})"), 422, "scopes");
}

BOOST_FIXTURE_TEST_CASE(the_last_admin_key_stays, fixture) {
  const auto first = text(create_key(R"({"name":"a","scopes":["admin"]})"), "id");
  is_problem(call("DELETE", one, {first}), 409);
  is_problem(call("PATCH", one, {first}, R"({"paused":true})"), 409);
  const auto second = text(create_key(R"({"name":"b","scopes":["admin","stats"]})"), "id");
  BOOST_TEST(call("DELETE", one, {first}).status == 204U);
  is_problem(call("DELETE", one, {second}), 409);
}

BOOST_FIXTURE_TEST_CASE(keys_and_accounts_are_listed_page_by_page, fixture) {
  std::set<std::string> made;
  for (int i = 0; i < 5; ++i) made.insert(text(create_key(R"({"name":"k","scopes":["stats"]})"), "id"));
  std::set<std::string> seen;
  std::string after;
  for (int pages = 0; pages < 10; ++pages) {
    next.query = {{"limit", "2"}, {"account", to_text(folding_registrar::own)}};
    if (!after.empty()) next.query.emplace_back("after", after);
    const auto page = json(call("GET", keys));
    for (const auto& each : page.at("items").as_array())
      BOOST_TEST(seen.insert(text(each.as_object(), "id")).second);
    if (page.at("next").is_null()) break;
    after = page.at("next").as_string().c_str();
  }
  BOOST_TEST(seen == made, boost::test_tools::per_element());
  next.query = {{"account", to_text(folding_registrar::other)}};
  BOOST_TEST(json(call("GET", keys)).at("items").as_array().empty());
  BOOST_TEST(json(call("GET", accounts)).at("items").as_array().size() == 2U);
}

BOOST_FIXTURE_TEST_CASE(every_call_asks_for_the_scope_it_needs, fixture) {
  for (const auto& each : calls.endpoints()) {
    const bool of_admin = each.pattern.starts_with(accounts) || each.pattern.starts_with(keys);
    const bool of_provider = each.pattern.starts_with("/api/v1/callbacks");
    const bool reads_one = each.method == "GET" && each.pattern == "/api/v1/campaigns/{id}";
    const auto needs = each.pattern == own_key ? all_scopes
                       : of_admin              ? scope::admin
                       : of_provider           ? scope::callback
                       : reads_one             ? scope::register_ | scope::stats
                                               : scope::register_;
    BOOST_TEST((each.needs == needs), each.method << ' ' << each.pattern);
    BOOST_TEST(each.key_in_path == of_provider);
    BOOST_TEST((each.largest_body > 0) == (each.method == "POST" || each.method == "PATCH"));
  }
}

}  // namespace waypost::test
