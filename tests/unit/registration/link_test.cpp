#include <boost/test/unit_test.hpp>

#include "tests/unit/registration/api_fixture.hpp"

namespace waypost::test {
namespace {

constexpr auto links = "/api/v1/campaigns/{id}/links";
constexpr auto one = "/api/v1/campaigns/{id}/links/{link}";
constexpr auto singles = "/api/v1/links";
constexpr auto link_c = R"({"label":"c","url":"https://c.example/"})";

}  // namespace

BOOST_FIXTURE_TEST_CASE(a_further_link_is_appended, api_fixture) {
  const auto id = campaign_with_two_links();
  const auto added = call("POST", links, {id}, link_c);
  BOOST_TEST_REQUIRE(added.status == 201U, added.body);
  const auto body = json(added);
  BOOST_TEST(body.at("version").to_number<int>() == 2);
  BOOST_TEST(body.at("links").as_array().size() == 3U);
  BOOST_TEST(body.at("links").as_array().at(2).as_object().at("label").as_string() == "c");
}

BOOST_FIXTURE_TEST_CASE(a_further_link_has_codes_for_the_recipients_that_exist, api_fixture) {
  const auto id = campaign_with_two_links();
  add_recipients(id, 1000);
  BOOST_TEST_REQUIRE(call("POST", links, {id}, link_c).status == 201U);
  const auto& blocks = registrar.state().campaigns.at(*parse_id<campaign_id>(id)).blocks;
  BOOST_TEST_REQUIRE(blocks.size() == 2U);
  BOOST_TEST(blocks[1].first_link == 2U);
  BOOST_TEST(blocks[1].links == 1U);
  BOOST_TEST(blocks[1].first_recipient == 0U);
  BOOST_TEST(blocks[1].recipients == 1000U);
}

BOOST_FIXTURE_TEST_CASE(a_link_that_meets_an_upload_is_built_anew, api_fixture) {
  const auto id = campaign_with_two_links();
  add_recipients(id, 10);
  registrar.before = [&] { add_recipients(id, 5); };
  BOOST_TEST(call("POST", links, {id}, link_c).status == 201U);
  BOOST_TEST(registrar.offers == 3U);  // the campaign, the void link, the link
  BOOST_TEST(registrar.state().campaigns.at(*parse_id<campaign_id>(id)).blocks.back().recipients == 15U);
}

BOOST_FIXTURE_TEST_CASE(a_link_that_always_meets_others_gives_up_with_409, api_fixture) {
  const auto id = campaign_with_two_links();
  registrar.before_each = [&] {
    registrar.take(change::change_link{*parse_id<campaign_id>(id), 0, {}, false});
  };
  is_problem(call("POST", links, {id}, link_c), 409);
  BOOST_TEST(registrar.offers < 20U);
}

BOOST_FIXTURE_TEST_CASE(a_link_that_another_server_added_first_is_409, api_fixture) {
  const auto id = campaign_with_two_links();
  registrar.before = [&] {
    registrar.take(
        change::add_link{*parse_id<campaign_id>(id), 1, {"c", "https://c.example/", false}, {}, {}});
  };
  is_problem(call("POST", links, {id}, link_c), 409, "label");
}

BOOST_FIXTURE_TEST_CASE(a_further_link_that_is_wrong_is_named, api_fixture) {
  const auto id = campaign_with_two_links();
  is_problem(call("POST", links, {id}, "{"), 400);
  is_problem(call("POST", links, {id}, R"({"label":"a","url":"https://c.example/"})"), 409, "label");
  is_problem(call("POST", links, {id}, R"({"label":"c"})"), 422, "url");
  is_problem(call("POST", links, {id}, R"({"label":"c","url":"http://127.1/"})"), 422, "url");
  is_problem(call("POST", links, {id}, R"({"label":"c","url":"https://c.example/","x":1})"), 422, "x");
  registrar.failures = {errc::redis_unavailable};
  is_problem(call("POST", links, {id}, link_c), 503);
}

BOOST_FIXTURE_TEST_CASE(a_campaign_has_a_hundred_links_at_most, api_fixture) {
  const auto id = campaign_with_two_links();
  for (int i = 2; i < 100; ++i)
    BOOST_TEST_REQUIRE(
        call("POST", links, {id}, R"({"label":")" + std::to_string(i) + R"(","url":"https://c.example/"})")
            .status == 201U);
  is_problem(call("POST", links, {id}, link_c), 409);
}

BOOST_FIXTURE_TEST_CASE(a_link_over_the_accounts_quota_is_422, api_fixture) {
  constexpr account_id small{13};
  registrar.take(change::create_account{small, "Small", 3000});
  const auto made =
      call("POST", "/api/v1/campaigns", {},
           R"({"name":"n","time_zone":"UTC","links":[{"label":"a","url":"https://a.example/"}]})", small);
  const std::string id = json(made).at("id").as_string().c_str();
  add_recipients(id, 2000);
  is_problem(call("POST", links, {id}, link_c, small), 422);
}

BOOST_FIXTURE_TEST_CASE(a_link_is_changed_by_label_or_index, api_fixture) {
  const auto id = campaign_with_two_links();
  auto body = json(call("PATCH", one, {id, "b"}, R"({"url":"https://b2.example/"})"));
  BOOST_TEST(body.at("links").as_array().at(1).as_object().at("url").as_string() == "https://b2.example/");
  body = json(call("PATCH", one, {id, "0"}, R"({"paused":true})"));
  BOOST_TEST(body.at("links").as_array().at(0).as_object().at("paused").as_bool());
  BOOST_TEST(!body.at("links").as_array().at(1).as_object().at("paused").as_bool());
  BOOST_TEST(body.at("version").to_number<int>() == 3);
}

BOOST_FIXTURE_TEST_CASE(a_label_is_taken_before_an_index, api_fixture) {
  const auto id = campaign_with_two_links();
  call("POST", links, {id}, R"({"label":"0","url":"https://c.example/"})");
  const auto body = json(call("PATCH", one, {id, "0"}, R"({"paused":true})"));
  BOOST_TEST(!body.at("links").as_array().at(0).as_object().at("paused").as_bool());
  BOOST_TEST(body.at("links").as_array().at(2).as_object().at("paused").as_bool());
}

BOOST_FIXTURE_TEST_CASE(a_change_of_a_link_that_is_wrong_is_named, api_fixture) {
  const auto id = campaign_with_two_links();
  for (const auto* link : {"c", "2", "-1", "99999999999", "", "1x"})
    is_problem(call("PATCH", one, {id, link}, R"({"paused":true})"), 404);
  is_problem(call("PATCH", one, {id, "a"}, ""), 400);
  is_problem(call("PATCH", one, {id, "a"}, "{}"), 422);
  is_problem(call("PATCH", one, {id, "a"}, R"({"label":"z"})"), 422, "label");
  is_problem(call("PATCH", one, {id, "a"}, R"({"url":"ftp://a.example/"})"), 422, "url");
  is_problem(call("PATCH", one, {id, "a"}, R"({"paused":"yes"})"), 422, "paused");
}

BOOST_FIXTURE_TEST_CASE(a_single_link_has_a_code_or_the_alias_it_asks_for, api_fixture) {
  const auto first = call("POST", singles, {}, R"({"url":"https://a.example/x"})");
  BOOST_TEST_REQUIRE(first.status == 201U, first.body);
  const auto a = json(first);
  const std::string code = a.at("code").as_string().c_str();
  BOOST_TEST(code.size() == 9U);
  BOOST_TEST(a.at("short_url").as_string() == "https://s.example/" + code);
  BOOST_TEST(a.at("index").to_number<int>() == 0);
  BOOST_TEST(a.at("label").as_string() == "https://a.example/x");
  const auto b = json(call("POST", singles, {}, R"({"url":"https://b.example/","alias":"Summer-Sale"})"));
  BOOST_TEST(b.at("short_url").as_string() == "https://s.example/Summer-Sale");
  BOOST_TEST(b.at("alias").as_string() == "Summer-Sale");
  BOOST_TEST(b.at("label").as_string() == "Summer-Sale");
  BOOST_TEST(b.at("index").to_number<int>() == 1);
  BOOST_TEST(b.at("campaign") == a.at("campaign"));
  BOOST_TEST((b.at("code") != a.at("code")));
  BOOST_TEST(json(call("GET", "/api/v1/campaigns")).at("items").as_array().empty());
}

BOOST_FIXTURE_TEST_CASE(an_alias_is_given_once, api_fixture) {
  BOOST_TEST(call("POST", singles, {}, R"({"url":"https://a.example/","alias":"sale"})").status == 201U);
  is_problem(call("POST", singles, {}, R"({"url":"https://b.example/","alias":"sale"})"), 409, "alias");
  is_problem(
      call("POST", singles, {}, R"({"url":"https://b.example/","alias":"sale"})", folding_registrar::other),
      409, "alias");
  BOOST_TEST(call("POST", singles, {}, R"({"url":"https://b.example/","alias":"Sale"})").status == 201U);
}

BOOST_FIXTURE_TEST_CASE(a_single_link_that_is_wrong_is_named, api_fixture) {
  is_problem(call("POST", singles, {}, "x"), 400);
  is_problem(call("POST", singles, {}, "{}"), 422, "url");
  is_problem(call("POST", singles, {}, R"({"url":"http://192.168.0.1/"})"), 422, "url");
  for (const std::string& alias : {std::string(), std::string("a b"), std::string("a/b"), std::string("a.b"),
                                   std::string(65, 'a'), std::string("bcdfghjkm"), std::string("\xc3\xbc")})
    is_problem(call("POST", singles, {}, R"({"url":"https://a.example/","alias":")" + alias + "\"}"), 422,
               "alias");
  is_problem(call("POST", singles, {}, R"({"url":"https://a.example/","domain":1})"), 422, "domain");
  registrar.failures = {errc::redis_timeout};
  is_problem(call("POST", singles, {}, R"({"url":"https://a.example/"})"), 503);
}

BOOST_FIXTURE_TEST_CASE(a_full_campaign_of_single_links_is_followed_by_another, api_fixture) {
  const auto first = json(call("POST", singles, {}, R"({"url":"https://a.example/"})"));
  const auto id = *parse_id<campaign_id>(first.at("campaign").as_string().c_str());
  for (std::uint16_t i = 1; i < most_singles - 1; ++i)
    registrar.take(change::add_single{id, i, {"l", "https://a.example/"}, "", 0});
  // The last place turns out to be taken: by a link whose answer this server did not live to give.
  registrar.before = [&] {
    registrar.take(change::add_single{id, most_singles - 1, {"l", "https://a.example/"}, "", 0});
  };
  const auto next_one = json(call("POST", singles, {}, R"({"url":"https://a.example/"})"));
  BOOST_TEST((next_one.at("campaign") != first.at("campaign")));
  BOOST_TEST(next_one.at("index").to_number<int>() == 0);
}

BOOST_FIXTURE_TEST_CASE(each_server_adds_to_campaigns_of_its_own, api_fixture) {
  const auto ours = json(call("POST", singles, {}, R"({"url":"https://a.example/"})"));
  registrar.own_writer = writer_id{2};
  const auto theirs = json(call("POST", singles, {}, R"({"url":"https://b.example/"})"));
  BOOST_TEST((theirs.at("campaign") != ours.at("campaign")));
  registrar.own_writer = writer_id{1};
  const auto next_one = json(call("POST", singles, {}, R"({"url":"https://c.example/"})"));
  BOOST_TEST((next_one.at("campaign") == ours.at("campaign")));
  BOOST_TEST(next_one.at("index").to_number<int>() == 1);
}

BOOST_FIXTURE_TEST_CASE(a_place_is_not_asked_for_twice, api_fixture) {
  call("POST", singles, {}, R"({"url":"https://a.example/"})");
  registrar.failures = {errc::redis_timeout};  // it may have come through after all
  is_problem(call("POST", singles, {}, R"({"url":"https://b.example/"})"), 503);
  const auto third = json(call("POST", singles, {}, R"({"url":"https://c.example/"})"));
  BOOST_TEST(third.at("index").to_number<int>() == 2);
  const auto items = json(call("GET", singles)).at("items").as_array();
  BOOST_TEST_REQUIRE(items.size() == 2U);
  BOOST_TEST(items[1].as_object().at("url").as_string() == "https://c.example/");
  const std::string id = third.at("campaign").as_string().c_str();
  is_problem(call("PATCH", one, {id, "1"}, R"({"url":"https://z.example/"})"), 404);
}

BOOST_FIXTURE_TEST_CASE(single_links_are_listed_page_by_page, api_fixture) {
  for (int i = 0; i < 5; ++i)
    call("POST", singles, {}, R"({"url":"https://a.example/)" + std::to_string(i) + "\"}");
  std::vector<std::string> seen;
  std::string after;
  for (int pages = 0; pages < 10; ++pages) {
    next.query = {{"limit", "2"}};
    if (!after.empty()) next.query.emplace_back("after", after);
    const auto page = json(call("GET", singles));
    for (const auto& each : page.at("items").as_array())
      seen.emplace_back(each.as_object().at("url").as_string().c_str());
    if (page.at("next").is_null()) break;
    after = page.at("next").as_string().c_str();
  }
  BOOST_TEST_REQUIRE(seen.size() == 5U);
  for (std::size_t i = 0; i < 5; ++i) BOOST_TEST(seen[i] == "https://a.example/" + std::to_string(i));
  BOOST_TEST(json(call("GET", singles, {}, {}, folding_registrar::other)).at("items").as_array().empty());
  for (const auto* wrong : {"x", "0123456789abcdef.0", ".", "0123456789abcdef"}) {
    next.query = {{"after", wrong}};
    is_problem(call("GET", singles), 422, "after");
  }
}

BOOST_FIXTURE_TEST_CASE(a_campaign_of_single_links_takes_no_other_links, api_fixture) {
  const auto made = json(call("POST", singles, {}, R"({"url":"https://a.example/"})"));
  const std::string id = made.at("campaign").as_string().c_str();
  is_problem(call("POST", links, {id}, link_c), 409);
  BOOST_TEST(call("PATCH", one, {id, "0"}, R"({"url":"https://z.example/"})").status == 200U);
}

}  // namespace waypost::test
