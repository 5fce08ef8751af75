#include "tests/unit/stats/stats_house.hpp"

namespace waypost::test {
namespace {

const std::vector<std::string> parts{"", "/links", "/trend", "/conversions", "/errors", "/clients"};
constexpr auto recipient = "/api/v1/campaigns/{id}/recipients/{recipient}";
constexpr auto list = "/api/v1/stats/campaigns";

std::string pattern_of(const std::string& part) { return "/api/v1/campaigns/{id}/stats" + part; }

}  // namespace

BOOST_FIXTURE_TEST_CASE(numbers_are_json_unless_csv_is_liked_better, stats_house) {
  for (const auto& part : parts) {
    for (const auto* likes :
         {"", "*/*", "application/json", "text/html, */*;q=0.1", "text/csv;q=0.5, application/json"}) {
      accept = likes;
      const auto answer = stats(part);
      BOOST_TEST(answer.status == 200U);
      BOOST_TEST(answer.content_type == "application/json");
      BOOST_TEST(answer.body.back() == '\n');
      BOOST_TEST(boost::json::parse(answer.body).is_object());
      BOOST_TEST(answer.headers.at(0).second == "no-store");
    }
    for (const auto* likes :
         {"text/csv", "Text/CSV; charset=utf-8", "application/json;q=0.5, text/*", "text/csv, */*"}) {
      accept = likes;
      const auto answer = stats(part);
      BOOST_TEST(answer.content_type == "text/csv; charset=utf-8");
      BOOST_TEST(answer.body.find("\r\n") != std::string::npos);
    }
    accept = "image/png";
    BOOST_TEST(stats(part).status == 406U);
  }
  BOOST_TEST(get(list, {}).status == 406U);
}

BOOST_FIXTURE_TEST_CASE(what_is_not_there_and_what_is_not_ours_look_alike, stats_house) {
  const auto unknown = get(pattern_of(""), {to_text(campaign_id{5})});
  BOOST_TEST(unknown.status == 404U);
  for (const auto& part : parts) {
    for (const auto* path : {"x", "", "000000000000002A"})
      BOOST_TEST(get(pattern_of(part), {path}).body == unknown.body);
    account = account_id{2};
    BOOST_TEST(get(pattern_of(part), {to_text(the_campaign)}).body == unknown.body);
    account = own;
  }
  account = account_id{2};
  BOOST_TEST(get(recipient, {to_text(the_campaign), "u 1"}).body == unknown.body);
  account = own;
  BOOST_TEST(get(recipient, {to_text(the_campaign), "u2"}).status == 404U);
}

BOOST_FIXTURE_TEST_CASE(a_misspelled_parameter_is_refused, stats_house) {
  for (const auto& part : parts) BOOST_TEST(refused(stats(part, "timezone=UTC")) == "timezone");
  BOOST_TEST(refused(get(list, {}, "order=name")) == "order");
  BOOST_TEST(refused(stats("/trend", "interval=day&interval=week")) == "interval");
}

BOOST_FIXTURE_TEST_CASE(without_redis_numbers_are_503, stats_house) {
  for (const auto failure :
       {errc::redis_unavailable, errc::redis_timeout, errc::redis_loading, errc::closed}) {
    source.failure = failure;
    std::vector<api_response> answers;
    answers.push_back(get(recipient, {to_text(the_campaign), "u 1"}));
    for (const auto* query : {"", "sort=clicks", "campaigns=000000000000002a"})
      answers.push_back(get(list, {}, query));
    for (const auto& part : parts) answers.push_back(stats(part));
    for (const auto& answer : answers) {
      BOOST_TEST(answer.status == 503U);
      BOOST_TEST(answer.content_type == "application/problem+json");
      BOOST_TEST(answer.headers.at(0).first == "Retry-After");
    }
  }
  source.failure = errc::corrupt;
  BOOST_TEST(stats("").status == 500U);
  source.failure = errc{};
  recipients.failure = errc::redis_unavailable;
  BOOST_TEST(get(recipient, {to_text(the_campaign), "u 1"}).status == 503U);
  recipients.failure = errc::corrupt;
  BOOST_TEST(get(recipient, {to_text(the_campaign), "u 1"}).status == 500U);
}

}  // namespace waypost::test
