#include <set>

#include <boost/test/unit_test.hpp>

#include "tests/live/recipients/upload_vocabulary.hpp"

using namespace waypost;
using namespace waypost::test;

namespace {

const std::string ndjson = "application/x-ndjson";

}  // namespace

BOOST_AUTO_TEST_SUITE(uploads)

BOOST_AUTO_TEST_CASE(each_row_comes_back_in_order_with_links_that_lead_on) {
  one_server one;
  const auto ids = many(5000);
  const auto answer = one.server.post(one.id, ndjson, ndjson_of(ids));
  BOOST_TEST(answer.status == 200u);
  BOOST_TEST(answer.content_type == ndjson);
  const auto rows = answer.rows();
  BOOST_REQUIRE(rows.size() == 5000u);
  std::set<std::string> urls;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    BOOST_REQUIRE(rows[i].at("recipient").as_string() == ids[i]);
    BOOST_REQUIRE(rows[i].at("position").as_int64() == static_cast<std::int64_t>(i));
    for (const auto& [label, url] : rows[i].at("short_urls").as_object()) {
      BOOST_REQUIRE(one.server.destination(url.as_string().c_str()) ==
                    "https://shop.example/" + std::string(label));
      urls.insert(url.as_string().c_str());
    }
  }
  BOOST_TEST(urls.size() == 15000u);
  BOOST_TEST(one.server.find(one.id)->recipients == 5000u);
}

BOOST_AUTO_TEST_CASE(a_repeated_upload_changes_nothing) {
  one_server one;
  const auto first = one.server.post(one.id, ndjson, ndjson_of(many(2000)));
  const auto entries = one.server.registered.known.state().entries;
  const auto second = one.server.post(one.id, ndjson, ndjson_of(many(2000)));
  BOOST_TEST(second.body == first.body);
  BOOST_TEST(one.server.registered.known.state().entries == entries);
  BOOST_TEST(one.server.find(one.id)->recipients == 2000u);
}

BOOST_AUTO_TEST_CASE(known_recipients_keep_their_codes_among_new_ones) {
  one_server one;
  const auto first = one.server.post(one.id, ndjson, ndjson_of(many(100))).rows();
  const auto second = one.server.post(one.id, ndjson, ndjson_of(many(100, 50))).rows();
  for (std::size_t i = 0; i < 50; ++i) BOOST_REQUIRE(second[i] == first[i + 50]);
  for (std::size_t i = 50; i < 100; ++i)
    BOOST_REQUIRE(second[i].at("position").as_int64() == static_cast<std::int64_t>(i + 50));
  BOOST_TEST(one.server.find(one.id)->recipients == 150u);
}

BOOST_AUTO_TEST_CASE(a_recipient_twice_in_an_upload_is_one_recipient) {
  one_server one;
  const auto rows = one.server.post(one.id, ndjson, ndjson_of({"a", "b", "a", "c", "b"})).rows();
  BOOST_REQUIRE(rows.size() == 5u);
  BOOST_TEST((rows[2] == rows[0]));
  BOOST_TEST((rows[4] == rows[1]));
  BOOST_TEST(rows[3].at("position").as_int64() == 2);
  BOOST_TEST(one.server.find(one.id)->recipients == 3u);
}

BOOST_AUTO_TEST_CASE(all_formats_have_the_same_rows) {
  one_server one;
  const auto rows = one.server.post(one.id, ndjson, ndjson_of({"a", "b"}));
  const auto from_array =
      one.server.post(one.id, "application/json", "[{\"recipient\":\"a\"},{\"recipient\":\"b\"}]");
  BOOST_TEST(from_array.body == rows.body);
  BOOST_TEST(from_array.content_type == ndjson);
  const auto as_array = one.server.post(one.id, ndjson, ndjson_of({"a", "b"}), "application/json");
  BOOST_TEST(as_array.content_type == "application/json");
  BOOST_TEST((boost::json::parse(as_array.body).as_array()[1].as_object() == rows.rows()[1]));
  const auto csv = one.server.post(one.id, "text/csv", "recipient\r\na\r\nb\r\n");
  BOOST_TEST(csv.content_type.starts_with("text/csv"));
  BOOST_TEST(csv.body.starts_with("recipient,reviews,promotions,shop\r\na,http://go.example/"));
  BOOST_TEST(one.server.post(one.id, ndjson, ndjson_of({"a", "b"}), "text/csv").body == csv.body);
  // The answer is an upload again: its other columns are ignored.
  BOOST_TEST(one.server.post(one.id, "text/csv", csv.body).body == csv.body);
  BOOST_TEST(one.server.find(one.id)->recipients == 2u);
}

BOOST_AUTO_TEST_CASE(the_guard_against_formulas_keeps_recipients_apart_and_can_be_left_off) {
  one_server one;
  const auto csv = one.server.post(one.id, "text/csv", "recipient\n+4917\n");
  BOOST_TEST(csv.body.find("\r\n'+4917,http") != std::string::npos);
  BOOST_TEST(one.server.post(one.id, "text/csv", csv.body).body == csv.body);
  auto plain = upload_server::request(one.id, "text/csv", "recipient\n+4917\n");
  plain.query = {{"formula_guard", "off"}};
  BOOST_TEST(one.server.run(read_whole(one.server.upload, plain)).body.find("\r\n+4917,http") !=
             std::string::npos);
  BOOST_TEST(one.server.find(one.id)->recipients == 1u);
}

BOOST_AUTO_TEST_CASE(a_bad_row_registers_nothing_and_is_named) {
  one_server one;
  const auto before = one.server.registered.known.state().entries;
  const auto answer = one.server.post(
      one.id, ndjson, ndjson_of(many(20000)) + "{\"recipient\":\"\"}\n" + ndjson_of(many(10)));
  BOOST_TEST(answer.status == 422u);
  BOOST_TEST(answer.json().at("row").as_int64() == 20001);
  BOOST_TEST(answer.json().at("field").as_string() == "recipient");
  const auto broken = one.server.post(one.id, ndjson, ndjson_of(many(3)) + "{\"recipient\":\n");
  BOOST_TEST(broken.status == 400u);
  BOOST_TEST(broken.json().at("row").as_int64() == 4);
  BOOST_TEST(one.server.registered.known.state().entries == before);
  BOOST_TEST(one.server.find(one.id)->recipients == 0u);
}

BOOST_AUTO_TEST_CASE(calls_that_cannot_be_taken_say_why) {
  one_server one;
  const auto status = [&](const std::string& type, const std::string& body, const std::string& accept = {}) {
    return one.server.post(one.id, type, body, accept).status;
  };
  BOOST_TEST(status("", "x") == 415u);
  BOOST_TEST(status("text/plain", "x") == 415u);
  BOOST_TEST(status(ndjson, ndjson_of({"a"}), "text/html") == 406u);
  BOOST_TEST(status("application/json", "17") == 422u);
  BOOST_TEST(status("text/csv", "name\nx\n") == 422u);
  BOOST_TEST(one.server.post(campaign_id{9}, ndjson, ndjson_of({"a"})).status == 404u);
  auto others = upload_server::request(one.id, ndjson, ndjson_of({"a"}));
  others.account = account_id{78};
  BOOST_TEST(one.server.run(read_whole(one.server.upload, others)).status == 404u);
  auto nonsense = upload_server::request(one.id, ndjson, ndjson_of({"a"}));
  nonsense.path = {"nonsense"};
  BOOST_TEST(one.server.run(read_whole(one.server.upload, nonsense)).status == 404u);
  BOOST_TEST(one.server.find(one.id)->recipients == 0u);
}

BOOST_AUTO_TEST_CASE(an_upload_without_rows_is_refused_alike_in_every_format) {
  one_server one;
  const std::string mark = "\xef\xbb\xbf";
  for (const auto& [type, body] :
       std::vector<std::pair<std::string, std::string>>{{ndjson, ""},
                                                        {ndjson, "\n\n"},
                                                        {ndjson, mark + " \n"},
                                                        {"application/json", ""},
                                                        {"application/json", " \n"},
                                                        {"application/json", mark + "[ ]"},
                                                        {"text/csv", ""},
                                                        {"text/csv", "\n\n"},
                                                        {"text/csv", "recipient"},
                                                        {"text/csv", "a,recipient\r\n\r\n"}}) {
    const auto answer = one.server.post(one.id, type, body);
    BOOST_TEST_CONTEXT(type + ": " + body) {
      BOOST_TEST(answer.status == 400u);
      BOOST_TEST(answer.json().at("detail").as_string() == "The upload has no rows.");
      BOOST_TEST(!answer.json().contains("row"));
    }
  }
  BOOST_TEST(one.server.find(one.id)->recipients == 0u);
}

BOOST_AUTO_TEST_CASE(single_links_have_no_recipients) {
  one_server one;
  const campaign_id singles{0x51};
  one.server.registered.offer(make_singles(one.server.registered.known.state(), singles)).value();
  BOOST_TEST(one.server.post(singles, ndjson, ndjson_of({"a"})).status == 409u);
  BOOST_TEST(one.server.post(singles, "application/json", "{\"count\":1}").status == 409u);
}

BOOST_AUTO_TEST_CASE(more_rows_than_an_upload_may_have_are_refused) {
  redis_process redis;
  boost::asio::io_context io;
  upload_server server(io, redis.endpoint(), {.base_url = "http://go.example", .most_rows = 3000});
  const campaign_id id{0x1234};
  server.make_account();
  server.make_campaign(id, {"shop"});
  std::string csv = "recipient\n";
  std::string array = "[";
  for (int i = 0; i < 3001; ++i) {
    csv += "a\n";
    array += i == 0 ? R"({"recipient":"a"})" : R"(,{"recipient":"a"})";
  }
  const std::vector<std::pair<std::string, std::string>> bodies{
      {"text/csv", csv},
      {ndjson, ndjson_of(std::vector<std::string>(3001, "a"))},
      {"application/json", array + "]"}};
  for (const auto& [type, body] : bodies) {
    const auto answer = server.post(id, type, body);
    BOOST_TEST(answer.status == 413u);
    BOOST_TEST(answer.json().at("row").to_number<int>() == 3001);
  }
  BOOST_TEST(server.find(id)->recipients == 0u);
  BOOST_TEST(server.post(id, ndjson, ndjson_of(many(3000))).status == 200u);
}

BOOST_AUTO_TEST_CASE(an_account_has_room_for_so_many_rows_at_once) {
  redis_process redis;
  boost::asio::io_context io;
  upload_server server(io, redis.endpoint(), {.base_url = "http://go.example", .most_rows = 3000});
  const campaign_id id{0x1234};
  server.make_account();
  server.make_campaign(id, {"shop"});
  {
    // Its answer is not read to its end.
    const auto first =
        server.run(server.upload.handle(upload_server::request(id, ndjson, ndjson_of(many(2000)))));
    BOOST_TEST(first.status == 200u);
    BOOST_TEST(server.post(id, ndjson, ndjson_of(many(1001))).status == 503u);
    BOOST_TEST(server.post(id, ndjson, ndjson_of(many(1000))).status == 200u);
  }
  BOOST_TEST(server.post(id, ndjson, ndjson_of(many(3000))).status == 200u);
}

BOOST_AUTO_TEST_CASE(more_than_the_quota_is_refused_before_anything_is_staged) {
  one_server one(30);
  BOOST_TEST(one.server.post(one.id, ndjson, ndjson_of(many(10))).status == 200u);
  const auto answer = one.server.post(one.id, ndjson, ndjson_of(many(11)));
  BOOST_TEST(answer.status == 422u);
  BOOST_TEST(answer.json().at("field").as_string() == "recipient");
  BOOST_TEST(answer.json().at("type").as_string() == "urn:waypost:problem:quota-exceeded");
  const auto count = one.server.post(one.id, "application/json", "{\"count\":1}");
  BOOST_TEST(count.status == 422u);
  BOOST_TEST(count.json().at("field").as_string() == "count");
  BOOST_TEST(one.server.find(one.id)->recipients == 10u);
}

BOOST_AUTO_TEST_CASE(the_lookup_leads_from_id_to_position_and_links) {
  one_server one;
  const auto rows = one.server.post(one.id, ndjson, ndjson_of(many(300))).rows();
  const auto of = one.server.find(one.id);
  BOOST_TEST(one.server.run(one.server.lookup.position_of(*of, "u299")).value() == 299u);
  BOOST_TEST((one.server.run(one.server.lookup.position_of(*of, "nobody")).error() == errc::not_found));
  const auto urls = one.server.lookup.short_urls(*of, 299);
  BOOST_TEST(urls.at(0) == rows[299].at("short_urls").at("reviews").as_string().c_str());
  BOOST_TEST(urls.at(2) == rows[299].at("short_urls").at("shop").as_string().c_str());
  BOOST_TEST(one.server.lookup.short_urls(*of, 300).at(0).empty());
}

BOOST_AUTO_TEST_CASE(without_redis_nothing_is_registered_and_the_call_may_be_repeated) {
  one_server one;
  BOOST_TEST(one.server.post(one.id, ndjson, ndjson_of(many(10))).status == 200u);
  one.redis.kill_hard();
  const auto answer = one.server.post(one.id, ndjson, ndjson_of(many(10, 100)));
  BOOST_TEST(answer.status == 503u);
  BOOST_TEST(one.server.post(one.id, "application/json", "{\"count\":5}").status == 503u);
  BOOST_TEST(one.server.find(one.id)->recipients == 10u);
  one.redis.start_again();
  one.server.registered.wait_following();
  run_until(one.io, [&] { return one.server.post(one.id, ndjson, ndjson_of(many(10, 100))).status == 200; });
  BOOST_TEST(one.server.find(one.id)->recipients == 20u);
}

BOOST_AUTO_TEST_SUITE_END()
