#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "tests/unit/stats/export_fixture.hpp"

namespace waypost::test {
namespace {

std::string row(std::uint32_t position) {
  const auto text = std::to_string(position);
  return "{\"recipient\":\"u" + text + "\",\"position\":" + text + "}\n";
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(recipients_by_what_they_did, export_fixture)

BOOST_AUTO_TEST_CASE(those_selected_are_told_by_position_over_all_chunks) {
  facts.does = [](std::uint32_t p) { return p % 3 == 1; };
  std::string expected;
  for (std::uint32_t p = 1; p < registered; p += 3) expected += row(p);
  BOOST_TEST((body({{"clicked", "true"}}) == expected));
  BOOST_TEST(facts.calls == 3U);
}

BOOST_AUTO_TEST_CASE(rows_are_ndjson_or_csv_by_accept) {
  facts.does = [](std::uint32_t p) { return p == 0 || p == 70000; };
  auto answer = get();
  BOOST_TEST(answer.content_type == "application/x-ndjson");
  BOOST_TEST(body() == row(0) + row(70000));
  accept = "text/csv";
  answer = get();
  BOOST_TEST(answer.content_type == "text/csv; charset=utf-8; header=present");
  BOOST_TEST(body() == "recipient,position\r\nu0,0\r\nu70000,70000\r\n");
  accept = "application/pdf";
  BOOST_TEST(get().status == 406U);
}

BOOST_AUTO_TEST_CASE(where_nobody_is_selected_the_body_is_empty_but_for_a_header) {
  facts.does = [](std::uint32_t) { return false; };
  BOOST_TEST(body().empty());
  accept = "text/csv";
  BOOST_TEST(body() == "recipient,position\r\n");
  BOOST_TEST(recipients.calls == 0U);
}

BOOST_AUTO_TEST_CASE(recipients_without_an_id_have_none) {
  facts.does = [](std::uint32_t p) { return p == 5; };
  recipients.special = [](std::uint32_t) { return std::string(); };
  BOOST_TEST(body() == "{\"recipient\":null,\"position\":5}\n");
  accept = "text/csv";
  BOOST_TEST(body() == "recipient,position\r\n,5\r\n");
}

BOOST_AUTO_TEST_CASE(ids_are_escaped_and_hold_no_formula) {
  facts.does = [](std::uint32_t p) { return p == 5; };
  recipients.special = [](std::uint32_t) { return std::string("+91\"\\,'\xc3\xbc"); };
  BOOST_TEST(body() == "{\"recipient\":\"+91\\\"\\\\,'\xc3\xbc\",\"position\":5}\n");
  accept = "text/csv";
  BOOST_TEST(body() == "recipient,position\r\n\"'+91\"\"\\,'\xc3\xbc\",5\r\n");
}

BOOST_AUTO_TEST_CASE(the_guard_against_formulas_can_be_turned_off) {
  facts.does = [](std::uint32_t p) { return p == 5; };
  recipients.special = [](std::uint32_t) { return std::string("+91'"); };
  accept = "text/csv";
  BOOST_TEST(body({{"formula_guard", "off"}}) == "recipient,position\r\n+91',5\r\n");
  BOOST_TEST(body({{"formula_guard", "on"}}) == body());
  BOOST_TEST(refused({{"formula_guard", "no"}}) == "formula_guard");
}

BOOST_AUTO_TEST_CASE(each_condition_is_handed_on) {
  const auto asked = [this](parameters query) {
    BOOST_TEST_REQUIRE(get(std::move(query)).status == 200U);
    return facts.asked;
  };
  BOOST_TEST((asked({{"clicked", "true"}}).clicked == true));
  BOOST_TEST((asked({{"clicked", "false"}}).clicked == false));
  BOOST_TEST((asked({{"not_clicked", "true"}}).clicked == false));
  BOOST_TEST((asked({{"not_clicked", "false"}}).clicked == true));
  BOOST_TEST((asked({{"sent", "true"}}).sent == true));
  BOOST_TEST((asked({{"delivered", "false"}}).delivered == false));
  BOOST_TEST((asked({{"failed", "true"}}).failed == true));
  BOOST_TEST((asked({{"converted", "true"}}).converted == true));
  BOOST_TEST((!asked({{"converted", "true"}}).goal));
  BOOST_TEST((asked({{"event", "Charged"}, {"converted", "false"}}).goal == 1U));
  BOOST_TEST((asked({{"clicked", "true"}, {"link", "reviews"}}).link == 1U));
  const auto none = asked({});
  BOOST_TEST((!none.clicked && !none.link && !none.sent && !none.delivered && !none.failed && !none.goal &&
              !none.converted));
}

BOOST_AUTO_TEST_CASE(what_is_not_understood_is_refused_by_name) {
  BOOST_TEST(refused({{"cliked", "true"}}) == "cliked");
  BOOST_TEST(refused({{"clicked", "yes"}}) == "clicked");
  BOOST_TEST(refused({{"clicked", ""}}) == "clicked");
  BOOST_TEST(refused({{"sent", "true"}, {"sent", "true"}}) == "sent");
  BOOST_TEST(refused({{"clicked", "true"}, {"not_clicked", "true"}}) == "not_clicked");
  BOOST_TEST(refused({{"clicked", "true"}, {"link", "review"}}) == "link");
  BOOST_TEST(refused({{"link", "reviews"}}) == "link");
  BOOST_TEST(refused({{"converted", "true"}, {"event", "charged"}}) == "event");
  BOOST_TEST(refused({{"event", "Charged"}}) == "event");
  for (const auto* wrong : {"", "-1", "1.5", "x", "4294967296"}) {
    BOOST_TEST(refused({{"after", wrong}}) == "after");
    BOOST_TEST(refused({{"limit", wrong}}) == "limit");
  }
  BOOST_TEST(refused({{"limit", "0"}}) == "limit");
  BOOST_TEST(facts.calls == 0U);
}

BOOST_AUTO_TEST_CASE(who_converted_cannot_be_asked_where_nothing_is_a_conversion) {
  auto without = *campaigns.of;
  without.conversions.clear();
  campaigns.of = std::make_shared<campaign>(without);
  for (const auto* either : {"true", "false"}) BOOST_TEST(refused({{"converted", either}}) == "converted");
  BOOST_TEST(facts.calls == 0U);
}

BOOST_AUTO_TEST_CASE(after_and_limit_cut_the_list_into_pages) {
  facts.does = [](std::uint32_t p) { return p % 2 == 0; };
  BOOST_TEST(body({{"limit", "2"}}) == row(0) + row(2));
  BOOST_TEST(recipients.named == 3U);
  BOOST_TEST(body({{"limit", "2"}, {"after", "2"}}) == row(4) + row(6));
  BOOST_TEST(body({{"limit", "2"}, {"after", "65534"}}) == row(65536) + row(65538));
  BOOST_TEST(body({{"limit", "2"}, {"after", "65533"}}) == row(65534) + row(65536));
  BOOST_TEST(body({{"after", std::to_string(registered - 4)}}) == row(registered - 2));
  for (const std::uint32_t beyond : {registered - 2, registered - 1, registered, 4294967295U})
    BOOST_TEST(body({{"after", std::to_string(beyond)}}).empty());
}

BOOST_AUTO_TEST_CASE(a_page_looks_at_no_chunk_before_it) {
  BOOST_TEST(body({{"limit", "1"}, {"after", "65536"}}) == row(65537));
  BOOST_TEST(facts.calls == 1U);
}

BOOST_AUTO_TEST_CASE(nothing_is_fetched_before_the_piece_before_was_taken) {
  auto answer = get();
  BOOST_TEST(facts.calls == 1U);
  BOOST_TEST(recipients.named == 8192U);
  BOOST_TEST(next(answer).has_value());
  BOOST_TEST(facts.calls == 1U);
  BOOST_TEST(recipients.named == 8192U);
}

BOOST_AUTO_TEST_CASE(ids_of_few_are_not_fetched_with_those_of_everybody_between) {
  facts.does = [](std::uint32_t p) { return p % 10000 == 0 || p % 10000 == 1000; };
  body();
  BOOST_TEST(facts.calls == 3U);
  BOOST_TEST(recipients.calls == 14U);
  BOOST_TEST(recipients.named == 14U * 1001U);
}

BOOST_AUTO_TEST_CASE(without_redis_the_answer_is_503) {
  facts.failure = errc::redis_unavailable;
  BOOST_TEST(get().status == 503U);
  facts.failure = errc{};
  recipients.failure = errc::redis_timeout;
  BOOST_TEST(get().status == 503U);
}

BOOST_AUTO_TEST_CASE(an_error_on_the_way_ends_the_stream_with_it) {
  facts.failure = errc::redis_unavailable;
  facts.fails_from = 1;
  auto answer = get();
  BOOST_TEST(answer.status == 200U);
  for (auto piece = next(answer);; piece = next(answer)) {
    if (piece) BOOST_TEST_REQUIRE(!piece->empty());
    if (!piece) break;
  }
  recipients.failure = errc::redis_unavailable;
  BOOST_TEST(get().status == 503U);
}

BOOST_AUTO_TEST_CASE(what_is_not_there_and_what_is_not_ours_look_alike) {
  const auto unknown = get({}, to_text(campaign_id{5}));
  BOOST_TEST(unknown.status == 404U);
  BOOST_TEST(get({}, to_text(id), account_id{2}).body == unknown.body);
  BOOST_TEST(get({}, "x").body == unknown.body);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace waypost::test
