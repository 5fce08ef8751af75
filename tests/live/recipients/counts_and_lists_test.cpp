#include <boost/test/unit_test.hpp>

#include "tests/live/recipients/upload_vocabulary.hpp"

using namespace waypost;
using namespace waypost::test;

namespace {

const std::string ndjson = "application/x-ndjson";

}  // namespace

BOOST_AUTO_TEST_SUITE(counts)

BOOST_AUTO_TEST_CASE(recipients_without_ids_take_the_next_positions) {
  one_server one;
  const auto first = one.server.post(one.id, "application/json", "{\"count\":1000000}");
  BOOST_TEST(first.body == "{\"first_position\":0,\"count\":1000000}\n");
  one.server.post(one.id, ndjson, ndjson_of({"a"}));
  const auto second = one.server.post(one.id, "application/json", " {\"count\": 5} ");
  BOOST_TEST(second.body == "{\"first_position\":1000001,\"count\":5}\n");
  const auto rows = one.server.get(one.id, {{"after", "999998"}}).rows();
  BOOST_REQUIRE(rows.size() == 7u);
  BOOST_TEST(!rows[0].contains("recipient"));
  BOOST_TEST(rows[1].at("recipient").as_string() == "a");
  BOOST_TEST(one.server.destination(rows[6].at("short_urls").at("shop").as_string().c_str()) ==
             "https://shop.example/shop");
}

BOOST_AUTO_TEST_CASE(counts_that_are_none_are_refused) {
  one_server one;
  for (const std::string body : {"{\"count\":0}", "{\"count\":-1}", "{\"count\":1.5}", "{\"count\":\"5\"}",
                                 "{}", "{\"count\":null}", "{\"count\":357913942}", "{\"count\":1e30}",
                                 "{\"count\":5,\"recipient\":\"a\"}", "{\"recipient\":\"a\"}"})
    BOOST_TEST(one.server.post(one.id, "application/json", body).status == 422u, body);
  BOOST_TEST(one.server.post(one.id, "application/json", "{\"count\":5").status == 400u);
  BOOST_TEST(
      one.server.post(one.id, "application/json", "{\"count\":5" + std::string(5000, ' ') + "}").status ==
      422u);
  BOOST_TEST(one.server.find(one.id)->recipients == 0u);
  BOOST_TEST(one.server.post(one.id, "application/json", "{\"count\":357913941}").status == 200u);
  BOOST_TEST(one.server.post(one.id, "application/json", "{\"count\":1}").status == 422u);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(short_link_lists)

BOOST_AUTO_TEST_CASE(they_repeat_the_answer_of_the_upload) {
  one_server one;
  const auto uploaded = one.server.post(one.id, ndjson, ndjson_of(many(5000)));
  BOOST_TEST(one.server.get(one.id).body == uploaded.body);
  const auto csv = one.server.post(one.id, ndjson, ndjson_of(many(5000)), "text/csv");
  BOOST_TEST(one.server.get(one.id, {}, "text/csv").body == csv.body);
}

BOOST_AUTO_TEST_CASE(pages_joined_are_the_whole) {
  one_server one;
  const auto whole = one.server.post(one.id, ndjson, ndjson_of(many(3000))).body;
  std::string joined = one.server.get(one.id, {{"limit", "700"}}).body;
  for (int after = 699; after < 3000; after += 700)
    joined += one.server.get(one.id, {{"limit", "700"}, {"after", std::to_string(after)}}).body;
  BOOST_TEST(joined == whole);
}

BOOST_AUTO_TEST_CASE(nothing_there_is_an_empty_list) {
  one_server one;
  BOOST_TEST(one.server.get(one.id).body.empty());
  BOOST_TEST(one.server.get(one.id, {}, "text/csv").body == "recipient,reviews,promotions,shop\r\n");
  BOOST_TEST(boost::json::parse(one.server.get(one.id, {}, "application/json").body).as_array().empty());
  one.server.post(one.id, ndjson, ndjson_of({"a"}));
  BOOST_TEST(one.server.get(one.id, {{"after", "0"}}).body.empty());
  BOOST_TEST(one.server.get(one.id, {{"after", "4294967295"}}).body.empty());
}

BOOST_AUTO_TEST_CASE(wrong_parameters_are_named) {
  one_server one;
  for (const auto* value : {"", "x", "-1", "1.5", "4294967296"}) {
    BOOST_TEST(one.server.get(one.id, {{"after", value}}).json().at("field").as_string() == "after");
    BOOST_TEST(one.server.get(one.id, {{"limit", value}}).json().at("field").as_string() == "limit");
  }
  BOOST_TEST(one.server.get(one.id, {{"limit", "0"}}).status == 422u);
  BOOST_TEST(one.server.get(campaign_id{5}).status == 404u);
  BOOST_TEST(one.server.get(one.id, {}, "text/html").status == 406u);
}

BOOST_AUTO_TEST_CASE(without_redis_ids_are_unavailable_and_counted_recipients_are_not) {
  one_server one;
  const campaign_id counted{0x99};
  one.server.make_campaign(counted, {"only"});
  one.server.post(counted, "application/json", "{\"count\":10}");
  one.server.post(one.id, ndjson, ndjson_of(many(10)));
  one.redis.kill_hard();
  BOOST_TEST(one.server.get(one.id).status == 503u);
  BOOST_TEST(one.server.get(counted).rows().size() == 10u);
}

BOOST_AUTO_TEST_SUITE_END()
