#include "attribution/recipients/recipient_count.hpp"

#include <string>

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <waypost/errors.hpp>

#include "attribution/recipients/recipients_refusal.hpp"
#include "tests/unit/recipients/rows_vocabulary.hpp"

using namespace waypost;
using namespace waypost::test;

namespace {

// The problem that `answer` reports: "422 quota-exceeded count".
std::string problem_of(const api_response& answer) {
  const auto body = boost::json::parse(answer.body).as_object();
  const std::string type = body.at("type").as_string().c_str();
  std::string made = std::to_string(answer.status) + ' ' + type.substr(type.rfind(':') + 1);
  if (const auto* field = body.if_contains("field")) made += std::string(" ") + field->as_string().c_str();
  BOOST_TEST(is_sentence(body.at("detail").as_string().c_str()), answer.body);
  return made;
}

std::string problem_of_count(const std::string& body) {
  std::uint32_t count = 0;
  const auto wrong = read_count(body, 1000, count);
  BOOST_TEST(count == 0u);
  return wrong ? problem_of(*wrong) : "none";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(recipient_counts)

BOOST_AUTO_TEST_CASE(a_whole_number_is_taken) {
  for (const std::string body :
       {"{\"count\":1000}", " {\"c\\u006funt\" : 1e3 }\n", "\xef\xbb\xbf{\"count\":1000}"}) {
    std::uint32_t count = 0;
    BOOST_TEST(!read_count(body, 1000, count), body);
    BOOST_TEST(count == 1000u);
  }
}

BOOST_AUTO_TEST_CASE(what_is_no_number_of_recipients_is_refused) {
  for (const std::string value : {"0", "-1", "1.5", "\"5\"", "null", "[5]", "{}", "\"a:b\""})
    BOOST_TEST(problem_of_count("{\"count\":" + value + "}") == "422 invalid-field count", value);
  BOOST_TEST(problem_of_count("{}") == "422 invalid-field count");
  BOOST_TEST(problem_of_count("{\"count\":5,\"recipient\":\"a\"}") == "422 invalid-field recipient");
  BOOST_TEST(problem_of_count("{\"count\":5" + std::string(5000, ' ') + "}") == "422 invalid-field count");
  BOOST_TEST(problem_of_count("{\"count\":5") == "400 bad-syntax");
}

BOOST_AUTO_TEST_CASE(a_count_that_is_there_twice_is_refused) {
  for (const std::string body : {"{\"count\":5,\"count\":6}", "{\"count\":5,\"count\":5}",
                                 "{\"count\":\"a\",\"c\\u006funt\":6}", "{\"count\":5,\"count\":null}"})
    BOOST_TEST(problem_of_count(body) == "422 invalid-field count", body);
}

BOOST_AUTO_TEST_CASE(more_than_a_campaign_may_have_is_a_matter_of_quota) {
  for (const std::string value :
       {"1001", "4294967297", "18446744073709551615", "18446744073709551616", "1e30"})
    BOOST_TEST(problem_of_count("{\"count\":" + value + "}") == "422 quota-exceeded count", value);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(refusals_of_uploads)

BOOST_AUTO_TEST_CASE(each_failure_has_its_type) {
  BOOST_TEST(problem_of(refusal_of(errc::quota_exceeded, "recipient")) == "422 quota-exceeded recipient");
  BOOST_TEST(problem_of(refusal_of(errc::quota_exceeded, "count")) == "422 quota-exceeded count");
  BOOST_TEST(problem_of(refusal_of(errc::not_found, "recipient")) == "404 not-found");
  BOOST_TEST(problem_of(refusal_of(errc::invalid, "recipient")) == "409 conflict links");
  BOOST_TEST(problem_of(refusal_of(errc::corrupt, "recipient")) == "500 corrupt");
  for (const auto why :
       {errc::conflict, errc::full, errc::closed, errc::redis_unavailable, errc::redis_timeout})
    BOOST_TEST(problem_of(refusal_of(why, "recipient")) == "503 unavailable");
}

BOOST_AUTO_TEST_SUITE_END()
