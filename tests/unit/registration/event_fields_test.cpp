#include <boost/test/unit_test.hpp>

#include <waypost/report.hpp>

#include "attribution/recipients/campaign_codes.hpp"
#include "tests/unit/registration/api_fixture.hpp"

// Every shape of an event, and what becomes of it in the journal.
namespace waypost::test {
namespace {

constexpr std::int64_t now_s = now_ms / 1000;

struct fixture : api_fixture {
  std::string id = campaign_with_two_links();

  api_response report_rows(std::string body) {
    return call("POST", "/api/v1/campaigns/{id}/events", {id}, std::move(body));
  }

  // The report that this event became.
  campaign_report taken(const std::string& event) {
    reports.texts.clear();
    const auto answer = report_rows(event);
    BOOST_TEST_REQUIRE(answer.body == "{\"accepted\":1,\"rejected\":[]}\n", event << ": " << answer.body);
    return parse_report(reports.texts.at(0)).value();
  }

  // What is told of the only row of `event`, which is rejected because of `field`.
  std::string is_rejected(const std::string& event, std::string_view field) {
    reports.texts.clear();
    const auto answer = report_rows(event);
    const auto told = json(answer);
    BOOST_TEST_REQUIRE(told.at("rejected").as_array().size() == 1U, event << ": " << answer.body);
    const auto& row = told.at("rejected").as_array().at(0).as_object();
    const auto* named = row.if_contains("field");
    BOOST_TEST((named ? std::string_view(named->as_string().c_str()) : std::string_view()) == field,
               event << ": " << answer.body);
    BOOST_TEST(reports.texts.empty());
    return row.at("detail").as_string().c_str();
  }

  code_number number_in(const std::string& campaign, std::uint32_t position, std::uint16_t link) {
    const auto& blocks = registrar.state().campaigns.at(*parse_id<campaign_id>(campaign)).blocks;
    return number_of(blocks, position, link).value();
  }
  std::string code_of(const std::string& campaign, std::uint32_t position, std::uint16_t link) {
    return codec(*registrar.state().key).encode(number_in(campaign, position, link));
  }
};

std::string converted(const std::string& members) {
  return R"({"type":"converted","recipient":"u1","event":"Charged")" + members + '}';
}

}  // namespace

BOOST_FIXTURE_TEST_CASE(a_send_is_taken_with_its_message_and_time, fixture) {
  const auto r = taken(
      R"({"type":"sent","recipient":"u1","message_id":"m1","at":"2025-11-20T09:00:00+05:30","id":"e1"})");
  BOOST_TEST((r.type == report_type::sent));
  BOOST_TEST(r.recipient == "u1");
  BOOST_TEST(r.message_id == "m1");
  BOOST_TEST(r.id == "e1");
  BOOST_TEST(r.at_s == 1'763'609'400);
}

BOOST_FIXTURE_TEST_CASE(counts_are_taken_of_what_happens_to_messages, fixture) {
  for (const auto type : {report_type::sent, report_type::delivered, report_type::failed}) {
    const auto r = taken(R"({"type":")" + std::string(name_of(type)) + R"(","count":5000})");
    BOOST_TEST((r.type == type));
    BOOST_TEST(r.count.value() == 5000U);
    BOOST_TEST(r.recipient.empty());
    BOOST_TEST(r.at_s == now_s);
  }
  is_rejected(R"({"type":"converted","event":"Charged","count":1})", "count");
}

BOOST_FIXTURE_TEST_CASE(a_delivery_is_taken, fixture) {
  const auto r = taken(R"({"type":"delivered","recipient":"u1"})");
  BOOST_TEST((r == campaign_report{.type = report_type::delivered, .at_s = now_s, .recipient = "u1"}));
}

BOOST_FIXTURE_TEST_CASE(a_failure_has_an_error_and_what_it_means, fixture) {
  auto r = taken(R"({"type":"failed","recipient":"u2","error":"910","description":"no such number"})");
  BOOST_TEST((r.type == report_type::failed));
  BOOST_TEST(r.error == "910");
  BOOST_TEST(r.description == "no such number");
  r = taken(R"({"type":"failed","recipient":"u2"})");
  BOOST_TEST(r.error == "900");
  BOOST_TEST(r.description.empty());
  BOOST_TEST(taken(R"({"type":"failed","count":3,"error":"frequency cap"})").error == "frequency cap");
  const std::string umlauts(R"(\u00fc)");
  std::string many;
  for (int i = 0; i < 64; ++i) many += umlauts;
  BOOST_TEST(taken(R"({"type":"failed","recipient":"u","error":")" + many + "\"}").error.size() == 128U);
  is_rejected(R"({"type":"failed","recipient":"u","error":")" + many + "x\"}", "error");
  is_rejected(R"({"type":"failed","recipient":"u","error":""})", "error");
  is_rejected(R"({"type":"failed","recipient":"u","error":910})", "error");
  is_rejected(R"({"type":"failed","recipient":"u","error":"a\nb"})", "error");
  is_rejected(R"({"type":"failed","recipient":"u","description":7})", "description");
  is_rejected(R"({"type":"failed","recipient":"u","description":")" + std::string(201, 'd') + "\"}",
              "description");
  is_rejected(R"({"type":"failed","recipient":"u","description":"a\u0000b"})", "description");
}

BOOST_FIXTURE_TEST_CASE(a_conversion_has_its_event_and_its_value_in_minor_units, fixture) {
  auto r = taken(converted(R"(,"value":"49.90","currency":"INR","id":"e-17")"));
  BOOST_TEST((r.type == report_type::converted));
  BOOST_TEST(r.recipient == "u1");
  BOOST_TEST(r.event == "Charged");
  BOOST_TEST(r.minor_units == 4990);
  BOOST_TEST(r.currency == "INR");
  BOOST_TEST(r.id == "e-17");
  r = taken(converted(""));
  BOOST_TEST(r.currency.empty());
  BOOST_TEST(r.minor_units == 0);
  r = taken(converted(R"(,"value":"0","currency":"JPY")"));
  BOOST_TEST(r.currency == "JPY");
  BOOST_TEST(r.minor_units == 0);
  BOOST_TEST(taken(converted(R"(,"value":49,"currency":"INR")")).minor_units == 4900);
  BOOST_TEST(taken(converted(R"(,"value":49,"currency":"JPY")")).minor_units == 49);
}

BOOST_FIXTURE_TEST_CASE(an_amount_that_may_have_lost_digits_is_refused_with_the_way_out, fixture) {
  for (const auto* number : {"49.90", "49.0", "1e3", "18446744073709551615", "true", "null", "[1]", "{}"}) {
    const auto detail =
        is_rejected(converted(R"(,"currency":"INR","value":)" + std::string(number)), "value");
    BOOST_TEST(detail.find("as a string") != detail.npos, detail);
  }
}

BOOST_FIXTURE_TEST_CASE(a_conversion_that_is_wrong_is_rejected_with_its_field, fixture) {
  is_rejected(R"({"type":"converted","recipient":"u1"})", "event");
  is_rejected(R"({"type":"converted","recipient":"u1","event":""})", "event");
  is_rejected(R"({"type":"converted","recipient":"u1","event":7})", "event");
  is_rejected(R"({"type":"converted","recipient":"u1","event":"clicked"})", "event");
  is_rejected(R"({"type":"converted","recipient":"u1","event":"a\tb"})", "event");
  is_rejected(R"({"type":"converted","recipient":"u1","event":")" + std::string(65, 'e') + "\"}", "event");
  is_rejected(R"({"type":"converted","event":"Charged"})", "recipient");
  is_rejected(converted(R"(,"value":"1")"), "currency");
  is_rejected(converted(R"(,"currency":"INR")"), "value");
  is_rejected(converted(R"(,"value":"1","currency":"inr")"), "currency");
  is_rejected(converted(R"(,"value":"1","currency":"XXX")"), "currency");
  is_rejected(converted(R"(,"value":"1","currency":356)"), "currency");
  is_rejected(converted(R"(,"value":"1.234","currency":"INR")"), "value");
  is_rejected(converted(R"(,"value":"1.0","currency":"JPY")"), "value");
  is_rejected(converted(R"(,"value":"-1","currency":"INR")"), "value");
  is_rejected(converted(R"(,"value":-1,"currency":"INR")"), "value");
  is_rejected(converted(R"(,"value":"10000000000.01","currency":"INR")"), "value");
}

BOOST_FIXTURE_TEST_CASE(members_of_another_type_are_refused_by_name, fixture) {
  struct {
    const char* type;
    std::vector<const char*> strange;
  } const types[] = {{"sent", {"error", "description", "event", "value", "currency"}},
                     {"delivered", {"message_id", "error", "description", "event", "value", "currency"}},
                     {"failed", {"message_id", "event", "value", "currency"}},
                     {"converted", {"message_id", "error", "description", "count"}}};
  for (const auto& [type, strange] : types)
    for (const auto* member : strange)
      is_rejected(R"({"recipient":"u1",")" + std::string(member) + R"(":"x","type":")" + type + "\"}",
                  member);
  is_rejected(R"({"type":"sent","recipient":"u1","colour":"red"})", "colour");
  is_rejected(R"({"type":"sent","count":2,"message_id":"m1"})", "message_id");
  is_rejected(R"({"type":"sent","recipient":"u1","message_id":""})", "message_id");
  is_rejected(R"({"type":"sent","recipient":"u1","message_id":")" + std::string(201, 'm') + "\"}",
              "message_id");
}

BOOST_FIXTURE_TEST_CASE(a_recipient_may_be_named_by_any_of_its_codes, fixture) {
  add_recipients(id, 1000);
  add_recipients(id, 500);
  for (const std::uint32_t position : {0U, 999U, 1000U, 1499U})
    for (const std::uint16_t link : {std::uint16_t{0}, std::uint16_t{1}}) {
      const auto r = taken(R"({"type":"delivered","code":")" + code_of(id, position, link) + "\"}");
      BOOST_TEST((r.code == number_in(id, position, link)));
      BOOST_TEST(r.recipient.empty());
    }
  const auto r = taken(R"({"type":"converted","event":"Charged","code":")" + code_of(id, 7, 0) + "\"}");
  BOOST_TEST((r.code == number_in(id, 7, 0)));
}

BOOST_FIXTURE_TEST_CASE(a_code_that_is_no_recipients_of_the_campaign_is_rejected, fixture) {
  add_recipients(id, 10);
  const auto other = campaign_with_two_links();
  add_recipients(other, 10);
  const auto single =
      json(call("POST", "/api/v1/links", {}, R"({"url":"https://x.example/","alias":"Sale"})"));
  const std::string shared = single.at("code").as_string().c_str();
  for (const auto& code : {code_of(other, 3, 0), shared, std::string("Sale"), std::string(), std::string("a"),
                           std::string("aeiouaeio"), std::string(100, '2'), code_of(id, 3, 0) + '.'}) {
    is_rejected(R"({"type":"delivered","code":")" + code + "\"}", "code");
  }
  is_rejected(R"({"type":"delivered","code":7})", "code");
  is_rejected(R"({"type":"delivered","code":")" + code_of(id, 3, 0) + R"(","recipient":"u3"})", "recipient");
  is_rejected(R"({"type":"delivered","code":")" + code_of(id, 3, 0) + R"(","count":1})", "recipient");
}

// Another server may have made it a moment ago.
BOOST_FIXTURE_TEST_CASE(a_code_that_is_not_known_is_taken_and_waits_to_be_known, fixture) {
  const codec codes(*registrar.state().key);
  const auto is_taken = [&](code_number number) {
    BOOST_TEST((taken(R"({"type":"delivered","code":")" + codes.encode(number) + "\"}").code == number));
  };
  is_taken({9, 0});
  add_recipients(id, 9);  // 18 numbers in a run of 32
  const auto& run = registrar.state().campaigns.at(*parse_id<campaign_id>(id)).blocks.front();
  for (const std::uint64_t number : {run.first_number + 17, run.first_number + 18, run.first_number - 1})
    is_taken({run.length, number});
  is_taken({10, 77});
}

BOOST_FIXTURE_TEST_CASE(escapes_in_names_and_texts_are_understood, fixture) {
  BOOST_TEST(taken(R"({"ty\u0070e":"se\u006et","recipient":"\u00e9\"\\\/\ud83d\ude00"})").recipient ==
             "\xc3\xa9\"\\/\xf0\x9f\x98\x80");
  is_rejected(R"({"type":"sent","recipient":"u1","rec\u0069pient":"u2"})", "recipient");
  is_rejected(R"({"type":"sent","recipient":{"a":"u1"}})", "recipient");
  is_rejected(R"({"type":["sent"],"recipient":"u1"})", "type");
  is_rejected("{\"type\":\"sent\",\"recipient\":\"\xff\"}", "");
}

BOOST_FIXTURE_TEST_CASE(the_reports_text_is_compact_json_in_a_fixed_order, fixture) {
  report_rows(converted(R"(,"value":"49.90","currency":"INR","id":"\"7\"","at":"2025-12-31T00:00:00Z")"));
  BOOST_TEST(reports.texts.at(0) ==
             R"({"type":"converted","at":1767139200,"recipient":"u1","id":"\"7\"","event":"Charged",)"
             R"("currency":"INR","minor_units":4990})");
}

}  // namespace waypost::test
