#include "stats/calls.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/support/run_task.hpp"

namespace waypost::test {
namespace {

constexpr account_id own{1};
constexpr campaign_id id{0x2a};

struct one_campaign final : campaign_catalogue {
  one_campaign() {
    auto made = std::make_shared<campaign>();
    made->id = id;
    made->account = own;
    made->created_s = 1000;
    made->links = {{"reviews", "https://a.example/", false}, {"shop", "https://b.example/", false}};
    of = made;
  }
  std::shared_ptr<const campaign> find(account_id account, campaign_id asked) const override {
    return account == own && asked == id ? of : nullptr;
  }
  std::shared_ptr<const campaign> of;
};

struct one_recipient final : recipient_lookup {
  task<std::uint32_t> position_of(const campaign&, std::string_view recipient) override {
    if (failure != errc{}) co_return make_error_code(failure);
    if (recipient != "u 1") co_return errc::not_found;
    co_return 7;
  }
  std::vector<std::string> short_urls(const campaign&, std::uint32_t position) const override {
    return {"https://s.example/" + std::to_string(position), ""};
  }
  errc failure{};
};

struct some_numbers final : counter_source {
  task<campaign_counters> read(campaign_id) override {
    if (failure != errc{}) co_return make_error_code(failure);
    campaign_counters counters;
    counters.links.resize(1);
    counters.links[0] = {{{1, 3}}, 2};
    counters.unique_clickers = 2;
    co_return counters;
  }
  task<recipient_facts> read_recipient(campaign_id, std::uint32_t position, std::uint16_t links,
                                       std::int64_t created_s) override {
    if (failure != errc{}) co_return make_error_code(failure);
    BOOST_TEST(position == 7U);
    BOOST_TEST(links == 2U);
    BOOST_TEST(created_s == 1000);
    co_return facts;
  }
  errc failure{};
  recipient_facts facts;
};

struct fixture {
  one_campaign campaigns;
  one_recipient recipients;
  some_numbers counters;
  stats_calls calls{campaigns, recipients, counters, [] { return std::int64_t{1'767'225'600'000}; }};
  boost::asio::io_context io;
  std::string accept;

  api_response get(std::string_view pattern, std::vector<std::string> path, account_id account = own) {
    for (const auto& each : calls.endpoints())
      if (each.pattern == pattern) {
        BOOST_TEST((each.needs == scope::stats));
        api_request request;
        request.method = "GET";
        request.path = std::move(path);
        request.accept = accept;
        request.account = account;
        return run_task(io, each.handler->handle(std::move(request)));
      }
    BOOST_FAIL("no such call");
    return {};
  }
};

constexpr auto stats = "/api/v1/campaigns/{id}/stats";
constexpr auto split = "/api/v1/campaigns/{id}/stats/links";
constexpr auto recipient = "/api/v1/campaigns/{id}/recipients/{recipient}";

}  // namespace

BOOST_FIXTURE_TEST_CASE(stats_tell_when_they_are_of, fixture) {
  const auto answer = get(stats, {to_text(id)});
  BOOST_TEST(answer.status == 200U);
  BOOST_TEST(answer.content_type == "application/json");
  const auto body = boost::json::parse(answer.body).as_object();
  BOOST_TEST(body.at("as_of").as_string() == "2026-01-01T00:00:00Z");
  BOOST_TEST(body.at("clicks").to_number<int>() == 3);
}

BOOST_FIXTURE_TEST_CASE(the_split_is_json_or_csv_as_asked, fixture) {
  BOOST_TEST(
      get(split, {to_text(id)}).body ==
      R"({"campaign":"000000000000002a","as_of":"2026-01-01T00:00:00Z","clicks":3,"unique_clickers":2,)"
      R"("links":[{"link":"reviews","clicks":3,"unique_clickers":2,"share":100},)"
      R"({"link":"shop","clicks":0,"unique_clickers":0,"share":0}]})"
      "\n");
  accept = "text/csv";
  const auto csv = get(split, {to_text(id)});
  BOOST_TEST(csv.content_type == "text/csv; charset=utf-8");
  BOOST_TEST(csv.body == "link,clicks,unique_clickers,share\r\nreviews,3,2,100\r\nshop,0,0,0\r\n");
}

BOOST_FIXTURE_TEST_CASE(a_recipient_is_told_link_by_link, fixture) {
  counters.facts.links.resize(2);
  counters.facts.links[0].clicked_on = {true, true, false, false};
  counters.facts.first_click = 1'767'225'601;
  BOOST_TEST(
      get(recipient, {to_text(id), "u 1"}).body ==
      R"({"recipient":"u 1","position":7,"links":[)"
      R"({"link":"reviews","short_url":"https://s.example/7","clicked":true,"devices":["ios","android"]},)"
      R"({"link":"shop","short_url":null,"clicked":false,"devices":[]}],)"
      R"("first_click":"2026-01-01T00:00:01Z"})"
      "\n");
}

BOOST_FIXTURE_TEST_CASE(a_recipient_without_facts_has_clicked_nothing, fixture) {
  const auto body = boost::json::parse(get(recipient, {to_text(id), "u 1"}).body).as_object();
  BOOST_TEST(body.at("first_click").is_null());
  BOOST_TEST(body.at("links").as_array().size() == 2U);
}

BOOST_FIXTURE_TEST_CASE(what_is_not_there_and_what_is_not_ours_look_alike, fixture) {
  const auto unknown = get(stats, {to_text(campaign_id{5})});
  BOOST_TEST(unknown.status == 404U);
  for (const auto* pattern : {stats, split, recipient})
    for (const auto& [path, account] : std::vector<std::pair<std::string, account_id>>{
             {to_text(id), account_id{2}}, {"x", own}, {"", own}}) {
      const auto answer = get(pattern, {path, "u 1"}, account);
      BOOST_TEST(answer.status == 404U);
      BOOST_TEST(answer.body == unknown.body);
    }
  BOOST_TEST(get(recipient, {to_text(id), "u2"}).status == 404U);
}

BOOST_FIXTURE_TEST_CASE(without_redis_numbers_are_503, fixture) {
  for (const auto failure : {errc::redis_unavailable, errc::redis_timeout, errc::redis_loading}) {
    counters.failure = failure;
    for (const auto* pattern : {stats, split, recipient}) {
      const auto answer = get(pattern, {to_text(id), "u 1"});
      BOOST_TEST(answer.status == 503U);
      BOOST_TEST(answer.content_type == "application/problem+json");
      BOOST_TEST(answer.headers.at(0).first == "Retry-After");
    }
  }
  counters.failure = errc{};
  recipients.failure = errc::redis_unavailable;
  BOOST_TEST(get(recipient, {to_text(id), "u 1"}).status == 503U);
  recipients.failure = errc::corrupt;
  BOOST_TEST(get(recipient, {to_text(id), "u 1"}).status == 500U);
}

}  // namespace waypost::test
