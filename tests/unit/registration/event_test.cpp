#include <algorithm>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/test/unit_test.hpp>

#include <waypost/report.hpp>

#include "attribution/recipients/slices.hpp"
#include "tests/unit/registration/api_fixture.hpp"

namespace waypost::test {
namespace {

constexpr auto events = "/api/v1/campaigns/{id}/events";

struct fixture : api_fixture {
  std::string id = campaign_with_two_links();

  api_response report_rows(std::string body) { return call("POST", events, {id}, std::move(body)); }

  campaign_report kept(std::size_t i) { return parse_report(reports.texts.at(i)).value(); }

  // That the only row of `body` is rejected because of this field.
  void is_rejected(const std::string& body, std::string_view field) {
    BOOST_TEST_CONTEXT(body) {
      const auto answer = report_rows(body);
      BOOST_TEST_REQUIRE(answer.status == 202U, answer.body);
      const auto told = json(answer);
      BOOST_TEST(told.at("accepted").to_number<int>() == 0);
      BOOST_TEST_REQUIRE(told.at("rejected").as_array().size() == 1U);
      const auto& row = told.at("rejected").as_array().at(0).as_object();
      BOOST_TEST(row.at("row").to_number<int>() == 1);
      const auto* named = row.if_contains("field");
      BOOST_TEST_REQUIRE((named != nullptr) == !field.empty(), answer.body);
      if (named) BOOST_TEST(std::string_view(named->as_string().c_str()) == field);
      BOOST_TEST(!row.at("detail").as_string().empty());
    }
  }

  // How many turns the thread's other work had while `body` was worked on, and how many rows were taken
  // between two of them at most.
  struct others {
    std::size_t turns = 0;
    std::size_t most_rows = 0;
  };
  others others_meanwhile(std::string body, api_response& answer) {
    others seen;
    bool ended = false;
    boost::asio::co_spawn(io, watch(seen, ended), boost::asio::detached);
    answer = report_rows(std::move(body));
    ended = true;
    io.restart();
    io.run();
    return seen;
  }

 private:
  boost::asio::awaitable<void> watch(others& seen, const bool& ended) {
    for (std::size_t before = 0; !ended; ++seen.turns) {
      seen.most_rows = std::max(seen.most_rows, reports.texts.size() - before);
      before = reports.texts.size();
      co_await let_others_run();
    }
  }
};

std::string repeated(std::string_view text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

}  // namespace

BOOST_FIXTURE_TEST_CASE(sent_messages_are_written_to_the_journal, fixture) {
  const auto answer = report_rows(
      "{\"type\":\"sent\",\"count\":1000,\"id\":\"batch-1\",\"at\":\"2025-12-31T23:00:00+05:30\"}\n"
      "\r\n"
      "{\"type\":\"sent\",\"recipient\":\"u1\"}\r\n");
  BOOST_TEST_REQUIRE(answer.status == 202U, answer.body);
  BOOST_TEST(answer.body == "{\"accepted\":2,\"rejected\":[]}\n");
  BOOST_TEST_REQUIRE(reports.texts.size() == 2U);
  BOOST_TEST((reports.campaigns[0] == *parse_id<campaign_id>(id)));
  BOOST_TEST(kept(0).count.value() == 1000U);
  BOOST_TEST(kept(0).id == "batch-1");
  BOOST_TEST(kept(0).recipient.empty());
  BOOST_TEST(kept(0).at_s == now_ms / 1000 - 6 * 3600 - 1800);
  BOOST_TEST(kept(1).recipient == "u1");
  BOOST_TEST(!kept(1).count);
  BOOST_TEST(kept(1).at_s == now_ms / 1000);
  BOOST_TEST(kept(1).id.empty());
}

BOOST_FIXTURE_TEST_CASE(a_json_array_and_a_single_object_are_taken_too, fixture) {
  next.content_type = "application/json";
  BOOST_TEST(
      report_rows(R"( [{"type":"sent","recipient":"u1"}, {"type":"sent","recipient":"u2"}] )").status ==
      202U);
  next.content_type = "application/json";
  BOOST_TEST(report_rows("{\n  \"type\": \"sent\",\n  \"recipient\": \"u3\"\n}\n").status == 202U);
  BOOST_TEST_REQUIRE(reports.texts.size() == 3U);
  BOOST_TEST(kept(2).recipient == "u3");
}

BOOST_FIXTURE_TEST_CASE(each_bad_row_is_told_and_the_others_are_taken, fixture) {
  const auto answer = report_rows(
      "{\"type\":\"sent\",\"count\":1}\n"
      "{\"type\":\"sent\",\n"
      "{\"type\":\"sent\",\"count\":1,\"at\":\"yesterday\"}\n"
      "7\n"
      "{\"type\":\"sent\",\"recipient\":\"u1\"}\n");
  BOOST_TEST(answer.status == 202U);
  const auto told = json(answer);
  BOOST_TEST(told.at("accepted").to_number<int>() == 2);
  const auto& rejected = told.at("rejected").as_array();
  BOOST_TEST_REQUIRE(rejected.size() == 3U);
  BOOST_TEST(rejected[0].as_object().at("row").to_number<int>() == 2);
  BOOST_TEST(rejected[1].as_object().at("row").to_number<int>() == 3);
  BOOST_TEST(rejected[1].as_object().at("field").as_string() == "at");
  BOOST_TEST(rejected[2].as_object().at("row").to_number<int>() == 4);
}

BOOST_FIXTURE_TEST_CASE(an_event_that_is_wrong_is_rejected_with_its_field, fixture) {
  is_rejected(R"({"count":1})", "type");
  is_rejected(R"({"type":7,"count":1})", "type");
  is_rejected(R"({"type":"read","count":1})", "type");
  is_rejected(R"({"type":"Sent","count":1})", "type");
  is_rejected(R"({"type":"sent"})", "recipient");
  is_rejected(R"({"type":"sent","recipient":"u1","count":1})", "recipient");
  is_rejected(R"({"type":"sent","recipient":""})", "recipient");
  is_rejected(R"({"type":"sent","recipient":1})", "recipient");
  is_rejected(R"({"type":"sent","recipient":"a\u0000b"})", "recipient");
  is_rejected(R"({"type":"sent","recipient":")" + std::string(201, 'u') + "\"}", "recipient");
  is_rejected(R"({"type":"sent","count":0})", "count");
  is_rejected(R"({"type":"sent","count":-1})", "count");
  is_rejected(R"({"type":"sent","count":1.5})", "count");
  is_rejected(R"({"type":"sent","count":"1"})", "count");
  is_rejected(R"({"type":"sent","count":1000000001})", "count");
  is_rejected(R"({"type":"sent","count":1,"at":1767225600})", "at");
  is_rejected(R"({"type":"sent","count":1,"at":"2026-01-01T00:00:00"})", "at");
  is_rejected(R"({"type":"sent","count":1,"at":"2026-01-02T00:00:01Z"})", "at");
  is_rejected(R"({"type":"sent","count":1,"at":"1969-12-31T23:59:59Z"})", "at");
  is_rejected(R"({"type":"sent","count":1,"id":""})", "id");
  is_rejected(R"({"type":"sent","count":1,"id":")" + std::string(201, 'i') + "\"}", "id");
  is_rejected(R"({"type":"sent","count":1,"campaign":"x"})", "campaign");
  is_rejected(R"({"type":"sent","count":1,"count":2})", "count");
  BOOST_TEST(reports.texts.empty());
}

BOOST_FIXTURE_TEST_CASE(a_row_that_is_no_object_is_rejected_without_a_field, fixture) {
  for (const auto* body : {"nonsense", "{\"type\":", "7", "[[]]", R"(["}"])", "[null]"})
    is_rejected(body, "");
}

BOOST_FIXTURE_TEST_CASE(commas_and_brackets_in_texts_do_not_end_a_row_of_an_array, fixture) {
  const auto answer = report_rows(
      R"([ {"type":"sent","recipient":"a],[{\"\\"} , {"at":[{"x":[1,2]},"]"],"type":"sent","count":1},)"
      R"({"type":"sent","recipient":"b}"}])");
  const auto told = json(answer);
  BOOST_TEST(told.at("accepted").to_number<int>() == 2, answer.body);
  BOOST_TEST_REQUIRE(told.at("rejected").as_array().size() == 1U);
  BOOST_TEST(told.at("rejected").as_array()[0].as_object().at("row").to_number<int>() == 2);
  BOOST_TEST(kept(0).recipient == "a],[{\"\\");
  BOOST_TEST(kept(1).recipient == "b}");
}

BOOST_FIXTURE_TEST_CASE(a_row_of_more_than_64_kib_is_rejected, fixture) {
  const std::string padding(std::size_t{64} << 10, ' ');
  is_rejected("[{" + padding + R"("type":"sent","count":1}])", "");
  is_rejected("{" + padding + R"("type":"sent","count":1})", "");
  BOOST_TEST(reports.texts.empty());
}

BOOST_FIXTURE_TEST_CASE(others_have_their_turn_while_rows_are_read, fixture) {
  const std::string row = R"({"type":"sent","count":1})";
  for (const auto& body : {repeated(row + '\n', 20'000), '[' + repeated(row + ',', 20'000) + row + ']'}) {
    reports.texts.clear();
    api_response answer;
    const auto seen = others_meanwhile(body, answer);
    BOOST_TEST(answer.status == 202U, answer.body);
    BOOST_TEST(reports.texts.size() >= 20'000U);
    BOOST_TEST(seen.most_rows <= 1000U);
  }
}

BOOST_FIXTURE_TEST_CASE(others_have_their_turn_while_rows_are_refused_or_empty, fixture) {
  for (const auto& body : {repeated("{}\n", 20'000), repeated("\n", 4'000'000), repeated(" ", 4'000'000),
                           '[' + repeated("{},", 20'000) + "{}]", '[' + repeated(" ", 4'000'000) + ']',
                           "[\"" + repeated("x", 4'000'000) + "\"]"}) {
    api_response answer;
    BOOST_TEST(others_meanwhile(body, answer).turns >= 20U, body.substr(0, 5));
  }
}

BOOST_FIXTURE_TEST_CASE(a_body_without_rows_or_with_an_array_broken_at_once_is_400, fixture) {
  for (const auto* body : {"", " \n\n", "[", "[]", "[,", "[nonsense]", R"([{"type":"sent","count":1})",
                           R"([{"type":"sent","count":1}})", R"([{"type":"sent" "count":1}])"})
    is_problem(report_rows(body), 400);
  BOOST_TEST(reports.texts.empty());
}

BOOST_FIXTURE_TEST_CASE(an_idempotency_key_names_the_rows, fixture) {
  next.idempotency_key = "send-7";
  report_rows(
      "{\"type\":\"sent\",\"count\":1}\n{\"type\":\"sent\",\"count\":2,\"id\":\"own\"}\n"
      "{\"type\":\"sent\",\"count\":3}\n");
  BOOST_TEST(kept(0).id == "send-7/1");
  BOOST_TEST(kept(1).id == "own");
  BOOST_TEST(kept(2).id == "send-7/3");
  for (const auto& key : {std::string(201, 'k'), std::string("a\tb"), std::string("k\xff")}) {
    next.idempotency_key = key;
    is_problem(report_rows(R"({"type":"sent","count":1})"), 400);
  }
}

BOOST_FIXTURE_TEST_CASE(a_full_ring_is_503_and_names_the_first_row_that_was_not_taken, fixture) {
  reports.room = 2;
  const std::string rows =
      "{\"type\":\"sent\",\"recipient\":\"u1\"}\n{\"type\":\"sent\",\"recipient\":\"u2\"}\n"
      "{\"type\":\"sent\",\"recipient\":\"u3\"}\n{\"type\":\"sent\",\"recipient\":\"u4\"}\n";
  const auto answer = report_rows(rows);
  is_problem(answer, 503);
  BOOST_TEST(json(answer).at("row").to_number<int>() == 3);
  BOOST_TEST(reports.texts.size() == 2U);
  // Room in between must not let a later row overtake the one that was told.
  reports.room = 4;
  BOOST_TEST(report_rows(rows.substr(rows.find("u3") - 28)).status == 202U);
  BOOST_TEST(reports.texts.size() == 4U);
}

BOOST_FIXTURE_TEST_CASE(of_many_rejected_rows_a_thousand_are_shown, fixture) {
  std::string rows;
  for (int i = 0; i < 1500; ++i) rows += "{}\n";
  const auto told = json(report_rows(rows));
  BOOST_TEST(told.at("rejected").as_array().size() == 1000U);
  BOOST_TEST(told.at("rejected_count").to_number<int>() == 1500);
}

BOOST_FIXTURE_TEST_CASE(of_a_long_name_of_a_member_the_beginning_is_shown, fixture) {
  is_rejected(R"({"type":"sent",")" + std::string(60000, 'x') + R"(":1})", std::string(64, 'x'));
  // Cut before a character that does not fit whole.
  is_rejected(R"({"type":"sent",")" + std::string(63, 'x') + R"(\u00e4":1})", std::string(63, 'x'));
  is_rejected(R"({"type":"sent",")" + std::string(62, 'x') + R"(\u00e4y":1})",
              std::string(62, 'x') + "\u00e4");
}

BOOST_FIXTURE_TEST_CASE(a_report_never_outgrows_its_record, fixture) {
  // Characters that JSON writes longer, in everything a client may say.
  const auto quotes = [](int count) { return repeated("\\\"", count); };
  next.idempotency_key = std::string(200, '"');
  const auto answer =
      report_rows(R"({"type":"failed","recipient":")" + quotes(200) + R"(","error":")" + quotes(64) +
                  R"(","description":")" + quotes(200) + "\"}\n" + R"({"type":"sent","recipient":")" +
                  quotes(200) + R"(","message_id":")" + quotes(200) + R"(","id":")" + quotes(200) + "\"}\n" +
                  R"({"type":"converted","recipient":")" + quotes(200) + R"(","event":")" +
                  repeated("\xf0\x9f\x98\x80", 64) + R"(","value":"1","currency":"INR"})");
  BOOST_TEST(json(answer).at("accepted").to_number<int>() == 3, answer.body);
  for (const auto& each : reports.texts) BOOST_TEST(each.size() <= longest_report);
  BOOST_TEST(kept(0).description == std::string(200, '"'));
  BOOST_TEST(kept(0).id == std::string(200, '"') + "/1");
}

}  // namespace waypost::test
