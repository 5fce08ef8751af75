#include "attribution/ledger/step_sum.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "attribution/ledger/error_number.hpp"
#include "attribution/ledger/fields.hpp"
#include "tests/unit/ledger/samples.hpp"

using namespace waypost;
using namespace waypost::test;

namespace {

using array = step_facts::array;
using hash = step_facts::hash;

constexpr std::array report_types{report_type::sent, report_type::delivered, report_type::failed,
                                  report_type::converted};

const step_facts::least& numbers(const step_sum& sum, array of, std::uint32_t chunk) {
  return sum.facts().arrays.at({of, chunk});
}

const step_facts::entries& entries(const step_sum& sum, hash of, std::uint32_t number = 0) {
  return sum.facts().hashes.at({of, number});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(step_sum_)

BOOST_AUTO_TEST_CASE(a_person_is_a_click_and_two_facts) {
  step_sum sum(some_journal);
  sum.add(tap(0, {.recipient = 70000, .at = 9, .quarter = 5, .link = 2}, device::android));
  BOOST_TEST((sum.counts().clicks.at({2, 5})) == 1u);
  BOOST_TEST((sum.facts().clicked.at({2, device::android, 1}) == std::vector<std::uint32_t>{4464}));
  BOOST_TEST(numbers(sum, array::first_click, 1).at(4464) == 9u);
}

BOOST_AUTO_TEST_CASE(repeated_clicks_add_and_keep_the_earliest_time) {
  step_sum sum(some_journal);
  for (const fact_time at : {9u, 4u, 7u}) sum.add(tap(at, {.recipient = 3, .at = at}));
  BOOST_TEST((sum.counts().clicks.at({0, 0})) == 3u);
  BOOST_TEST(numbers(sum, array::first_click, 0).at(3) == 4u);
}

BOOST_AUTO_TEST_CASE(a_shared_code_has_clicks_and_no_recipient) {
  step_sum sum(some_journal);
  sum.add(tap(0, {.shared = true}));
  BOOST_TEST((sum.counts().clicks.at({0, 0})) == 1u);
  BOOST_TEST(sum.facts().clicked.empty());
  BOOST_TEST(sum.facts().arrays.empty());
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

BOOST_AUTO_TEST_CASE(a_click_by_a_person_counts_what_its_client_is_named) {
  step_sum sum(some_journal);
  const auto* safari = kept({client_class::kind::person, device::ios, {}, "iOS", "Safari", "iPhone"});
  for (std::uint64_t i = 0; i < 2; ++i) {
    attributed_click click;
    click.client = safari;
    click.country = {'I', 'N'};
    click.shared = i == 0;
    sum.add({i, click});
  }
  sum.add(tap(2, {}));  // nothing is known of its client
  BOOST_TEST(sum.counts().systems.at("iOS") == 2u);
  BOOST_TEST(sum.counts().browsers.at("Safari") == 2u);
  BOOST_TEST(sum.counts().devices.at("iPhone") == 2u);
  BOOST_TEST(sum.counts().countries.at({'I', 'N'}) == 2u);
  BOOST_TEST(sum.counts().systems.size() == 1u);
  BOOST_TEST(sum.counts().countries.size() == 1u);
}

BOOST_AUTO_TEST_CASE(previews_and_bots_have_no_system_and_no_country) {
  step_sum sum(some_journal);
  attributed_click click;
  click.client = kept({client_class::kind::bot, device::other, "curl", "Linux", "curl", "PC"});
  click.country = {'I', 'N'};
  sum.add({0, click});
  BOOST_TEST(sum.counts().bots.at("curl") == 1u);
  BOOST_TEST(sum.counts().systems.empty());
  BOOST_TEST(sum.counts().countries.empty());
}

BOOST_AUTO_TEST_CASE(sent_and_delivered_are_facts_of_their_recipient_the_earliest_time_stays) {
  const std::vector<std::pair<report_type, array>> kinds{{report_type::sent, array::sent},
                                                         {report_type::delivered, array::delivered}};
  for (const auto& [type, of] : kinds) {
    step_sum sum(some_journal);
    for (const fact_time at : {8u, 5u, 6u})
      sum.add(report_of(at, {.type = type, .at = at, .recipient = 65536}));
    BOOST_TEST(numbers(sum, of, 1).at(0) == 5u);
    BOOST_TEST(sum.facts().arrays.size() == 1u);
  }
}

BOOST_AUTO_TEST_CASE(the_error_of_the_earliest_failure_stays) {
  step_sum sum(some_journal);
  const auto fail = [&](std::uint64_t offset, fact_time at, std::string code) {
    sum.add(
        report_of(offset, {.type = report_type::failed, .at = at, .recipient = 7, .more = of_error(code)}));
  };
  fail(0, 8, "901");
  fail(1, 5, "910");
  fail(2, 6, "912");
  BOOST_TEST((failure::unpacked(numbers(sum, array::failed, 0).at(7)) == failure{5, error_number_of("910")}));
}

BOOST_AUTO_TEST_CASE(of_failures_at_one_time_the_lower_number_stays) {
  const std::vector<std::string> codes{"901", "910"};
  for (const std::size_t first : {0u, 1u}) {
    step_sum sum(some_journal);
    for (const auto& code : {codes[first], codes[1 - first]})
      sum.add(report_of(0, {.type = report_type::failed, .at = 5, .recipient = 7, .more = of_error(code)}));
    BOOST_TEST(failure::unpacked(numbers(sum, array::failed, 0).at(7)).error ==
               std::min(error_number_of("901"), error_number_of("910")));
  }
}

BOOST_AUTO_TEST_CASE(every_step_says_what_its_errors_stand_for) {
  step_sum sum(some_journal);
  const auto fail = [&](std::uint64_t offset, attributed_report::details more) {
    sum.add(report_of(offset, {.type = report_type::failed, .recipient = 7, .more = std::move(more)}));
  };
  fail(0, of_error("910"));
  fail(1, of_error("910", "invalid subscriber"));
  fail(2, of_error("910", "something else"));
  const auto number = error_number_of("910");
  BOOST_TEST((entries(sum, hash::errors) ==
              step_facts::entries{{fields::error(number), "910"},
                                  {fields::error_description(number), "invalid subscriber"}}));
}

BOOST_AUTO_TEST_CASE(a_conversion_stands_under_its_event_id_or_its_place_in_its_recipients_chunk) {
  step_sum sum(some_journal);
  const attributed_report::details charged{.event = "Charged: once", .currency = "INR", .minor_units = 4990};
  for (std::uint64_t i = 0; i < 2; ++i)
    sum.add(report_of(i, {.type = report_type::converted,
                          .at_s = 1700000000,
                          .recipient = 65539,
                          .event_id = "e-17",
                          .more = charged}));
  sum.add(report_of(9, {.type = report_type::converted,
                        .at_s = 1700000005,
                        .recipient = 65539,
                        .more = {.event = "Added To Cart"}}));
  BOOST_TEST((entries(sum, hash::conversions, 1) ==
              step_facts::entries{{"3:e:e-17", "3:1700000000:4990:INR:Charged: once"},
                                  {"j:" + some_journal.text() + ":9", "3:1700000005:0::Added To Cart"}}));
}

BOOST_AUTO_TEST_CASE(an_event_id_is_one_recipients_in_the_same_chunk_and_in_another) {
  step_sum sum(some_journal);
  for (const std::uint32_t recipient : {3u, 4u, 65539u, 3u})
    sum.add(report_of(recipient, {.type = report_type::converted,
                                  .at_s = 1700000000,
                                  .recipient = recipient,
                                  .event_id = "e",
                                  .more = {.event = "Charged"}}));
  BOOST_TEST(
      (entries(sum, hash::conversions, 0) ==
       step_facts::entries{{"3:e:e", "3:1700000000:0::Charged"}, {"4:e:e", "4:1700000000:0::Charged"}}));
  BOOST_TEST(
      (entries(sum, hash::conversions, 1) == step_facts::entries{{"3:e:e", "3:1700000000:0::Charged"}}));
}

BOOST_AUTO_TEST_CASE(plain_counts_without_an_id_are_added_up_by_quarter) {
  step_sum sum(some_journal);
  sum.add(report_of(7, {.quarter = 2, .at_s = 1900, .count = 10}));
  sum.add(report_of(8, {.quarter = 2, .at_s = 2000, .count = 5}));
  sum.add(report_of(9, {.quarter = 3, .count = 1}));
  sum.add(report_of(10, {.type = report_type::delivered, .quarter = 2, .at_s = 2000, .count = 4}));
  using counted = std::pair<report_type, quarter_hour>;
  BOOST_TEST((sum.counts().messages == std::map<counted, std::uint64_t>{{{report_type::sent, 2}, 15},
                                                                        {{report_type::sent, 3}, 1},
                                                                        {{report_type::delivered, 2}, 4}}));
  BOOST_TEST(sum.facts().hashes.empty());
  BOOST_TEST(sum.fields() == 4u);
}

BOOST_AUTO_TEST_CASE(a_plain_count_stands_under_its_type_and_event_id_a_failures_also_under_its_place) {
  step_sum sum(some_journal);
  sum.add(report_of(7, {.at_s = 100, .count = 10, .event_id = "a"}));
  sum.add(report_of(8, {.at_s = 200, .count = 99, .event_id = "a"}));
  sum.add(report_of(9, {.type = report_type::delivered, .at_s = 300, .count = 5, .event_id = "a"}));
  sum.add(
      report_of(10, {.type = report_type::failed, .at_s = 400, .count = 6, .more = of_error("910", "gone")}));
  const auto number = std::to_string(error_number_of("910"));
  step_facts::entries all;
  for (const auto& [part, some] : sum.facts().hashes)
    if (part.of == hash::plain_counts) {
      BOOST_TEST(part.number < redis::keys::hashes_of_events);
      all.insert(some.begin(), some.end());
    }
  BOOST_TEST((all == step_facts::entries{{"sent:e:a", "10:100:0"},
                                         {"delivered:e:a", "5:300:0"},
                                         {"failed:j:" + some_journal.text() + ":10", "6:400:" + number}}));
  BOOST_TEST(entries(sum, hash::errors).at(number) == "910");
  BOOST_TEST(entries(sum, hash::errors).at(number + ":description") == "gone");
}

BOOST_AUTO_TEST_CASE(a_recipient_given_up_is_counted_as_unknown_once_under_an_event_id) {
  step_sum sum(some_journal);
  sum.add(report_of(0, {.recipient_id = "nobody", .unknown = true}));
  sum.add(report_of(1, {.recipient_id = "nobody", .unknown = true}));
  for (std::uint64_t i = 2; i < 5; ++i)
    sum.add(report_of(
        i, {.type = report_type::failed, .recipient_id = "nobody", .unknown = true, .event_id = "e"}));
  BOOST_TEST(sum.counts().unknown_recipients == 2u);
  BOOST_TEST_REQUIRE(sum.facts().hashes.size() == 1u);
  BOOST_TEST((sum.facts().hashes.begin()->first.of == hash::unknown_events));
  const auto& [field, value] = *sum.facts().hashes.begin()->second.begin();
  BOOST_TEST(sum.facts().hashes.begin()->second.size() == 1U);
  BOOST_TEST(field == "failed:" + detail::hex16(checksum("id:nobody")) + ":e:e");
  BOOST_TEST(value == "1");
  BOOST_TEST(sum.facts().arrays.empty());
}

BOOST_AUTO_TEST_CASE(two_unknown_recipients_under_one_event_id_are_two) {
  step_sum sum(some_journal);
  for (const std::string who : {"nobody", "no one", "nobody"})
    sum.add(report_of(0, {.recipient_id = who, .unknown = true, .event_id = "e"}));
  BOOST_TEST(sum.entries() == 2U);
}

BOOST_AUTO_TEST_CASE(a_step_never_has_more_entries_than_one_transaction_may) {
  for (const auto type : report_types) {
    step_sum sum(some_journal);
    std::uint64_t added = 0;
    const auto next = [&] {
      const auto n = std::to_string(added);
      if (type == report_type::converted)
        return report_of(added, {.type = type, .recipient = 1, .more = {.event = "Charged"}});
      return report_of(added, {.type = type, .count = 1, .event_id = n, .more = of_error(n, "error " + n)});
    };
    while (sum.add(next())) ++added;
    BOOST_TEST(sum.entries() <= step_sum::most_entries);
    BOOST_TEST(sum.entries() + 3 > step_sum::most_entries);
    std::size_t entries = 0;
    for (const auto& [part, some] : sum.facts().hashes) entries += some.size();
    BOOST_TEST(entries == sum.entries());
    BOOST_TEST(!sum.add(tap(added, {})));
  }
}

BOOST_AUTO_TEST_CASE(a_step_never_grows_past_what_one_call_may_write) {
  step_sum sum(some_journal);
  std::uint32_t added = 0;
  while (sum.add(tap(added, {.recipient = added * 65536, .quarter = added}))) ++added;
  BOOST_TEST(sum.fields() <= step_sum::most_fields);
  BOOST_TEST(sum.fields() + 7 > step_sum::most_fields);
  BOOST_TEST(!sum.add(tap(added, {.recipient = 0})));
}

BOOST_AUTO_TEST_CASE(times_of_facts_are_seconds_since_the_campaign_plus_one) {
  BOOST_TEST(fact_time_of(1000, 1000) == 1u);
  BOOST_TEST(fact_time_of(1060, 1000) == 61u);
  BOOST_TEST(fact_time_of(900, 1000) == 1u);
  BOOST_TEST(fact_time_of(std::int64_t{1} << 40, 0) == 0xffffffffu);
}

BOOST_AUTO_TEST_CASE(a_callback_without_room_to_wait_is_counted_and_leaves_no_fact) {
  auto callback = std::make_unique<attributed_callback>();
  callback->said = {.type = report_type::delivered, .at_s = 5, .message_id = "m"};
  callback->looked_up = true;
  callback->crowded_out = true;
  step_sum sum(some_journal);
  const auto before = sum.fields();
  BOOST_TEST(sum.add(attributed{1, std::move(callback)}));
  BOOST_TEST(sum.counts().unknown_messages == 1U);
  BOOST_TEST(sum.fields() == before + 1);
  BOOST_TEST(sum.facts().waiting.empty());
}

BOOST_AUTO_TEST_SUITE_END()
