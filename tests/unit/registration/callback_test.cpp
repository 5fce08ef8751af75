#include <boost/test/unit_test.hpp>

#include <waypost/callback.hpp>

#include "attribution/registration/callback_members.hpp"
#include "tests/unit/registration/api_fixture.hpp"

namespace waypost::test {
namespace {

struct fixture : api_fixture {
  api_response post(std::string body) {
    return call("POST", "/api/v1/callbacks/{account}/{secret}", {to_text(folding_registrar::own), "wp_x"},
                std::move(body));
  }

  boost::json::object data(std::string body) {
    const auto answer = post(std::move(body));
    BOOST_TEST_REQUIRE(answer.status == 200U, answer.body);
    BOOST_TEST(json(answer).at("status").as_string() == "success");
    BOOST_TEST(json(answer).at("message").is_string());
    return json(answer).at("data").as_object();
  }

  std::vector<campaign_report> said() const {
    std::vector<campaign_report> all;
    for (const auto& text : reports.texts) all.push_back(callback::parse(text).value());
    return all;
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(delivery_callbacks)

BOOST_FIXTURE_TEST_CASE(a_provider_is_answered_as_it_expects, fixture) {
  const auto answered = data(R"([
    {"event":"delivered","data":[{"ts":1700000000,"meta":"m1","extra":{"deep":[1,{"data":[]}]}},
                                 {"ts":"1700000001","meta":"m2"}],"unknown":[{"meta":"x"}]},
    {"event":"failed","data":[{"ts":1700000002,"meta":"m3","code":"901","description":"DND failure"}]},
    {"event":"clicked","data":[{"ts":1,"meta":"m1","url":"https://a.example/","shorturl":"https://s/x"}]},
    {"event":"replied","data":[{"ts":1,"meta":"m1"}]}])");
  BOOST_TEST((answered == boost::json::object{{"processed_events", 5}, {"timestamp", now_ms / 1000}}));
  const std::vector<campaign_report> expected{
      {.type = report_type::delivered, .at_s = 1700000000, .message_id = "m1"},
      {.type = report_type::delivered, .at_s = 1700000001, .message_id = "m2"},
      {.type = report_type::failed,
       .at_s = 1700000002,
       .message_id = "m3",
       .error = "901",
       .description = "DND failure"}};
  BOOST_TEST((said() == expected));
  for (const auto ledger : reports.campaigns)
    BOOST_TEST(static_cast<std::uint64_t>(ledger) == static_cast<std::uint64_t>(folding_registrar::own));
}

BOOST_FIXTURE_TEST_CASE(members_may_come_in_any_order_and_pieces_of_any_size, fixture) {
  const std::string body =
      R"([{"data":[{"code":916,"meta":"m\u00e9","description":"late","ts":12.7}],"event":"failed"}])";
  for (const std::size_t size : {1, 2, 7, 1000}) {
    piece_bytes = size;
    reports.texts.clear();
    BOOST_TEST(data(body).at("processed_events").to_number<int>() == 1);
    const campaign_report expected{.type = report_type::failed,
                                   .at_s = 12,
                                   .message_id = "m\u00e9",
                                   .error = "916",
                                   .description = "late"};
    BOOST_TEST_REQUIRE(said().size() == 1U);
    BOOST_TEST((said()[0] == expected));
  }
}

BOOST_FIXTURE_TEST_CASE(what_can_be_no_report_is_told_beside_what_was_taken, fixture) {
  const auto answered = data(R"([
    {"event":"delivered","data":[{"ts":1},{"meta":""},{"meta":null},{"ts":[],"meta":"m"},{"ts":true,"meta":"m"},
                                 {"ts":"soon","meta":"m"},7,[],"x",{"meta":"a\u0001b"},{"meta":"good"}]},
    {"event":"opened","data":[{"meta":"m"}]},{"data":[{"meta":"m"}]},{"event":"failed"},5])");
  BOOST_TEST(answered.at("processed_events").to_number<int>() == 1);
  BOOST_TEST(answered.at("ignored_events").to_number<int>() == 13);
  BOOST_TEST_REQUIRE(said().size() == 1U);
  BOOST_TEST(said()[0].message_id == "good");
  BOOST_TEST(said()[0].at_s == now_ms / 1000);
}

BOOST_FIXTURE_TEST_CASE(what_stands_where_an_array_or_a_text_belongs_is_told, fixture) {
  const auto answered = data(R"([
    {"event":"delivered","data":{"ts":1,"meta":"m"}},{"event":"delivered","data":"m"},{"event":"delivered","data":7},
    {"data":{"ts":[{"meta":"m"}]},"event":"failed"},{"event":"failed","data":null},{"event":"failed","more":{"data":7}},
    {"event":"failed","data":[{"ts":{"s":1},"meta":"m"},{"ts":1,"meta":{"id":"m"}},{"ts":1,"meta":"good"}]}])");
  BOOST_TEST(answered.at("processed_events").to_number<int>() == 1);
  BOOST_TEST(answered.at("ignored_events").to_number<int>() == 6);
  BOOST_TEST_REQUIRE(said().size() == 1U);
  BOOST_TEST(said()[0].message_id == "good");
}

BOOST_FIXTURE_TEST_CASE(what_is_null_is_absent, fixture) {
  const auto answered = data(R"([{"event":"failed","data":[
    {"ts":null,"meta":"m1","code":null,"description":null},{"ts":7,"meta":"m2","code":null,"description":"late"},
    {"ts":7,"meta":null}]},{"event":"delivered","data":[{"ts":7,"meta":"m3","code":null,"description":null},null]}])");
  BOOST_TEST(answered.at("processed_events").to_number<int>() == 3);
  BOOST_TEST(answered.at("ignored_events").to_number<int>() == 2);
  const std::vector<campaign_report> expected{
      {.type = report_type::failed, .at_s = now_ms / 1000, .message_id = "m1", .error = "900"},
      {.type = report_type::failed, .at_s = 7, .message_id = "m2", .error = "900", .description = "late"},
      {.type = report_type::delivered, .at_s = 7, .message_id = "m3"}};
  BOOST_TEST((said() == expected));
}

BOOST_FIXTURE_TEST_CASE(no_report_is_lost_for_its_code_or_description, fixture) {
  const auto answered = data(R"([{"event":"failed","data":[
    {"ts":7,"meta":"m1","code":916,"description":17},{"ts":7,"meta":"m2","code":18446744073709551615},
    {"ts":7,"meta":"m3","code":901.0},{"ts":7,"meta":"m4","code":9.5},{"ts":7,"meta":"m5","code":1e300},
    {"ts":7,"meta":"m6","code":true,"description":false},
    {"ts":7,"meta":"m7","code":{"code":"7","meta":"x"},"description":["x"]}]}])");
  BOOST_TEST(answered.at("processed_events").to_number<int>() == 7);
  BOOST_TEST(!answered.contains("ignored_events"));
  const auto all = said();
  BOOST_TEST_REQUIRE(all.size() == 7U);
  const std::vector<std::string> errors{"916", "18446744073709551615", "901", "900", "900", "900", "900"};
  for (std::size_t i = 0; i < all.size(); ++i) {
    BOOST_TEST(all[i].message_id == "m" + std::to_string(i + 1));
    BOOST_TEST(all[i].error == errors[i]);
    BOOST_TEST(all[i].description == (i == 0 ? "17" : ""));
  }
}

BOOST_FIXTURE_TEST_CASE(a_failure_is_made_to_fit, fixture) {
  std::string description(198, 'd');
  description += "\u00e9\u00e9";
  data(R"([{"event":"failed","data":[{"meta":"m1"},{"meta":"m2","code":")" + std::string(100, '9') +
       R"(","description":"a\nb"},{"meta":"m3","description":")" + description + R"("}]}])");
  const auto all = said();
  BOOST_TEST_REQUIRE(all.size() == 3U);
  BOOST_TEST(all[0].error == code_of_no_error);
  BOOST_TEST(all[1].error == std::string(64, '9'));
  BOOST_TEST(all[1].description == "a b");
  BOOST_TEST(all[2].description == description.substr(0, 200));
}

BOOST_FIXTURE_TEST_CASE(a_clock_that_runs_ahead_is_not_believed, fixture) {
  data(R"([{"event":"delivered","data":[{"ts":99999999999,"meta":"m1"},{"ts":-5,"meta":"m2"}]}])");
  BOOST_TEST(said().at(0).at_s == now_ms / 1000);
  BOOST_TEST(said().at(1).at_s == 0);
}

BOOST_FIXTURE_TEST_CASE(a_body_that_is_no_array_is_refused, fixture) {
  for (const auto* body :
       {"", "{}", "7", "[", "[}", R"({"event":"delivered","data":[{"meta":"m"}]})", "[] []"})
    is_problem(post(body), 400);
  BOOST_TEST(said().empty());
  BOOST_TEST(data("[]").at("processed_events").to_number<int>() == 0);
  is_problem(post(R"([{"event":"delivered","data":[{"meta":"m"},)"), 400);
  BOOST_TEST(said().size() == 1U);
}

BOOST_FIXTURE_TEST_CASE(few_entries_only_may_come_before_their_event, fixture) {
  const auto group_of = [](std::size_t entries) {
    std::string body = R"([{"event":"delivered","data":[{"meta":"m"}]},{"data":[)";
    for (std::size_t i = 0; i < entries; ++i) body += "{},";
    return body + R"({"meta":"last"}],"event":"delivered"}])";
  };
  const auto answered = data(group_of(most_early_entries - 1));
  BOOST_TEST(answered.at("processed_events").to_number<int>() == 2);
  BOOST_TEST(answered.at("ignored_events").to_number<std::size_t>() == most_early_entries - 1);
  reports.texts.clear();
  const auto refused = post(group_of(most_early_entries));
  is_problem(refused, 400);
  BOOST_TEST(json(refused).at("detail").as_string().find("\"event\"") != boost::json::string::npos);
  BOOST_TEST(said().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_long_text_is_cut_however_it_comes) {
  const std::string body = R"([{"event":")" + std::string(60000, 'e') + R"(","data":[{"meta":")" +
                           std::string(60000, 'm') + R"("}]}])";
  for (const std::size_t size : {std::size_t{1000}, body.size()}) {
    callback_reader reader;
    std::vector<callback_entry> all;
    for (std::size_t at = 0; at < body.size(); at += size)
      for (auto& entry : reader.read(std::string_view(body).substr(at, size)))
        all.push_back(std::move(entry));
    BOOST_TEST_REQUIRE(all.size() == 1U);
    BOOST_TEST(all[0].event.size() <= 100U);
    BOOST_TEST(all[0].meta.size() <= 5000U);
  }
}

BOOST_FIXTURE_TEST_CASE(without_room_in_the_journal_all_is_to_be_sent_again, fixture) {
  reports.room = 1;
  is_problem(post(R"([{"event":"delivered","data":[{"meta":"m1"},{"meta":"m2"}]}])"), 503);
}

BOOST_FIXTURE_TEST_CASE(the_longest_callback_has_room_in_its_record, fixture) {
  const std::string quotes = R"(\"\"\"\"\"\"\"\"\"\")";
  std::string longest;
  for (int i = 0; i < 20; ++i) longest += quotes;
  data(R"([{"event":"failed","data":[{"ts":1,"meta":")" + longest + R"(","code":")" + longest +
       R"(","description":")" + longest + R"("}]}])");
  BOOST_TEST_REQUIRE(reports.texts.size() == 1U);
  BOOST_TEST(reports.texts[0].size() <= longest_report);
}

BOOST_FIXTURE_TEST_CASE(a_key_for_callbacks_has_no_other_scope, fixture) {
  const auto made = call("POST", "/api/v1/keys", {}, R"({"name":"provider","scopes":["callback"]})");
  BOOST_TEST_REQUIRE(made.status == 201U, made.body);
  BOOST_TEST((json(made).at("scopes") == boost::json::value{"callback"}));
  is_problem(call("POST", "/api/v1/keys", {}, R"({"name":"k","scopes":["callback","stats"]})"), 422,
             "scopes");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace waypost::test
