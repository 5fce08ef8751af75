#include "attribution/ledger/step_sum.hpp"

#include <string_view>

#include <boost/test/unit_test.hpp>

#include "tests/unit/ledger/samples.hpp"

using namespace waypost;
using namespace waypost::test;

BOOST_AUTO_TEST_SUITE(step_sum_)

BOOST_AUTO_TEST_CASE(a_person_is_a_click_and_two_facts) {
  step_sum sum(some_journal);
  sum.add(tap(0, {.recipient = 70000, .at = 9, .quarter = 5, .link = 2}, device::android));
  BOOST_TEST((sum.counts().clicks.at({2, 5})) == 1u);
  BOOST_TEST((sum.facts().clicked.at({2, device::android, 1}) == std::vector<std::uint32_t>{4464}));
  BOOST_TEST(sum.facts().first_click.at(1).at(4464) == 9u);
}

BOOST_AUTO_TEST_CASE(repeated_clicks_add_and_keep_the_earliest_time) {
  step_sum sum(some_journal);
  for (const fact_time at : {9u, 4u, 7u}) sum.add(tap(at, {.recipient = 3, .at = at}));
  BOOST_TEST((sum.counts().clicks.at({0, 0})) == 3u);
  BOOST_TEST(sum.facts().first_click.at(0).at(3) == 4u);
}

BOOST_AUTO_TEST_CASE(a_shared_code_has_clicks_and_no_recipient) {
  step_sum sum(some_journal);
  sum.add(tap(0, {.shared = true}));
  BOOST_TEST((sum.counts().clicks.at({0, 0})) == 1u);
  BOOST_TEST(sum.facts().clicked.empty());
  BOOST_TEST(sum.facts().first_click.empty());
}

BOOST_AUTO_TEST_CASE(previews_and_bots_are_counted_by_name_and_never_as_clicks) {
  step_sum sum(some_journal);
  sum.add(client(0, client_class::kind::preview, "WhatsApp"));
  sum.add(client(1, client_class::kind::preview, "WhatsApp"));
  sum.add(client(2, client_class::kind::bot, "curl"));
  BOOST_TEST(sum.counts().previews.at("WhatsApp") == 2u);
  BOOST_TEST(sum.counts().bots.at("curl") == 1u);
  BOOST_TEST(sum.counts().clicks.empty());
  BOOST_TEST(sum.facts().clicked.empty());
}

BOOST_AUTO_TEST_CASE(an_answer_by_the_fallback_is_no_click) {
  step_sum sum(some_journal);
  sum.add(tap(0, {.fallback = true}));
  BOOST_TEST(sum.counts().fallbacks == 1u);
  BOOST_TEST(sum.counts().clicks.empty());
}

BOOST_AUTO_TEST_CASE(a_sent_report_is_a_fact_of_its_recipient) {
  step_sum sum(some_journal);
  sum.add(report_of(0, {.at = 8, .recipient_id = "u1", .recipient = 65536}));
  sum.add(report_of(1, {.at = 5, .recipient_id = "u1", .recipient = 65536}));
  BOOST_TEST(sum.facts().sent.at(1).at(0) == 5u);
}

BOOST_AUTO_TEST_CASE(a_plain_count_stands_under_its_event_id_or_its_place) {
  step_sum sum(some_journal);
  sum.add(report_of(7, {.count = 10, .event_id = "a"}));
  sum.add(report_of(8, {.count = 99, .event_id = "a"}));
  sum.add(report_of(9, {.count = 5}));
  BOOST_TEST(sum.facts().sent_counts.size() == 2u);
  BOOST_TEST(sum.facts().sent_counts.at("e:a") == 10u);
  BOOST_TEST(sum.facts().sent_counts.at("j:" + some_journal.text() + ":9") == 5u);
}

BOOST_AUTO_TEST_CASE(a_recipient_given_up_is_counted_as_unknown) {
  step_sum sum(some_journal);
  sum.add(report_of(0, {.recipient_id = "nobody", .unknown = true}));
  BOOST_TEST(sum.counts().unknown_recipients == 1u);
  BOOST_TEST(sum.facts().sent.empty());
}

BOOST_AUTO_TEST_CASE(a_step_never_grows_past_what_one_call_may_write) {
  step_sum sum(some_journal);
  std::uint32_t added = 0;
  while (sum.add(tap(added, {.recipient = added * 65536, .quarter = added}))) ++added;
  BOOST_TEST(sum.fields() <= step_sum::most_fields);
  BOOST_TEST(added == (step_sum::most_fields - 1) / 3);
  BOOST_TEST(!sum.add(tap(added, {.recipient = 0})));
}

BOOST_AUTO_TEST_CASE(times_of_facts_are_seconds_since_the_campaign_plus_one) {
  BOOST_TEST(fact_time_of(1000, 1000) == 1u);
  BOOST_TEST(fact_time_of(1060, 1000) == 61u);
  BOOST_TEST(fact_time_of(900, 1000) == 1u);
  BOOST_TEST(fact_time_of(std::int64_t{1} << 40, 0) == 0xffffffffu);
}

BOOST_AUTO_TEST_SUITE_END()
