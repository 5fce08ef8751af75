#include "attribution/ledger/fact_commands.hpp"

#include <algorithm>
#include <set>
#include <string>

#include <boost/test/unit_test.hpp>

#include "attribution/ledger/apply_call.hpp"
#include "attribution/ledger/earliest_script.hpp"
#include "attribution/ledger/error_number.hpp"
#include "attribution/ledger/fields.hpp"
#include "tests/unit/ledger/samples.hpp"

using namespace waypost;
using namespace waypost::test;
using words = std::vector<std::string>;

namespace {

using kind = redis::reply::kind;

redis::reply of_kind(kind type, std::string text = {}) {
  redis::reply r;
  r.type = type;
  r.text = std::move(text);
  return r;
}
redis::reply good() { return of_kind(kind::status, "QUEUED"); }
redis::reply error(std::string text) { return of_kind(kind::error, std::move(text)); }
redis::reply list(std::vector<redis::reply> elements) {
  auto r = of_kind(kind::array);
  r.elements = std::move(elements);
  return r;
}

std::vector<redis::command> commands_of(const step_sum& sum) {
  return fact_commands(some_campaign, some_journal, 0x1f, sum.facts(), {"digest", "merge"});
}

// Which of the hashes of events a field lies in.
std::string part_of(std::string_view field) {
  return std::to_string(checksum(field) % redis::keys::hashes_of_events);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(facts)

BOOST_AUTO_TEST_CASE(facts_and_fence_are_one_transaction_the_fence_last) {
  step_sum sum(some_journal);
  sum.add(tap(0, {.recipient = 65537, .at = 9, .link = 2}, device::android));
  sum.add(report_of(1, {.at = 4, .recipient = 3}));
  sum.add(report_of(2, {.type = report_type::delivered, .at = 5, .recipient = 3}));
  sum.add(
      report_of(3, {.type = report_type::failed, .at = 6, .recipient = 3, .more = of_error("910", "gone")}));
  sum.add(report_of(4, {.at_s = 100, .count = 7, .event_id = "batch"}));
  sum.add(report_of(5, {.type = report_type::converted,
                        .at_s = 200,
                        .recipient = 3,
                        .event_id = "e1",
                        .more = {.event = "Charged", .currency = "INR", .minor_units = 4990}}));
  sum.add(report_of(6, {.recipient_id = "nobody", .unknown = true, .event_id = "e2"}));
  const auto commands = commands_of(sum);
  const std::string c = "wp:{0000000000001234}:";
  const auto number = error_number_of("910");
  const auto unknown = "sent:" + detail::hex16(checksum("id:nobody")) + ":e:e2";
  const std::vector<words> expected{
      {"MULTI"},
      {"BITFIELD", c + "clicked:2:android:1", "INCRBY", "u1", "#1", "0", "SET", "u1", "#1", "1"},
      {"EVALSHA", "digest", "1", c + "first_click:1", "u32", "#1", "#1", "9"},
      {"EVALSHA", "digest", "1", c + "sent:0", "u32", "#3", "#3", "4"},
      {"EVALSHA", "digest", "1", c + "delivered:0", "u32", "#3", "#3", "5"},
      {"EVALSHA", "digest", "1", c + "failed:0", "u56", "#3", "#3", std::to_string(6 * 2097152 + number)},
      {"HSETNX", c + "errors", std::to_string(number), "910"},
      {"HSETNX", c + "errors", std::to_string(number) + ":description", "gone"},
      {"HSETNX", c + "plain_counts:" + part_of("sent:e:batch"), "sent:e:batch", "7:100:0"},
      {"HSETNX", c + "conversions:0", "3:e:e1", "3:200:4990:INR:Charged"},
      {"HSETNX", c + "unknown_events:" + part_of(unknown), unknown, "1"},
      {"HSET", c + "fence", "0000000000000abc.3.1", "000000000000001f"},
      {"EXEC"}};
  BOOST_TEST_REQUIRE(commands.size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i)
    BOOST_TEST(commands[i].arguments() == expected[i], boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(room_is_made_for_all_of_a_chunks_recipients_at_once) {
  step_sum sum(some_journal, 65536 + 100);
  for (const std::uint32_t recipient : {7u, 65536u + 7, 131072u + 7})
    sum.add(tap(0, {.recipient = recipient}));
  const auto commands = commands_of(sum);
  const auto last_of = [&](std::size_t i) {
    const auto& words = commands.at(i).arguments();
    return words.at(words[0] == "EVALSHA" ? 5 : 4);
  };
  for (const std::size_t first : {1u, 4u}) {
    BOOST_TEST(last_of(first) == "#65535");
    BOOST_TEST(last_of(first + 1) == "#99");
    BOOST_TEST(last_of(first + 2) == "#7");  // more recipients than the campaign was known to have
  }
}

BOOST_AUTO_TEST_CASE(what_the_facts_touch_are_the_keys_they_are_written_to) {
  step_sum sum(some_journal);
  sum.add(tap(0, {.recipient = 65537}));
  sum.add(report_of(1, {.type = report_type::failed, .recipient = 3, .more = of_error("910")}));
  sum.add(report_of(2, {.type = report_type::failed, .count = 2, .more = of_error("912")}));
  sum.add(report_of(3, {.type = report_type::converted, .recipient = 3, .more = {.event = "Charged"}}));
  sum.add(report_of(4, {.recipient_id = "nobody", .unknown = true, .event_id = "e"}));
  std::set<std::string> written;
  for (const auto& command : commands_of(sum)) {
    const auto& words = command.arguments();
    if (words[0] == "BITFIELD" || words[0] == "HSETNX") written.insert(words[1]);
    if (words[0] == "EVALSHA") written.insert(words[3]);
  }
  const auto touched = touched_chunks(some_campaign, sum.facts());
  BOOST_TEST((written == std::set<std::string>(touched.begin(), touched.end())));
  BOOST_TEST(touched.size() == 7u);
}

BOOST_AUTO_TEST_CASE(a_step_without_facts_writes_its_fence) {
  step_sum sum(some_journal);
  sum.add(client(0, client_class::kind::bot, "curl"));
  BOOST_TEST(commands_of(sum).size() == 3u);
}

BOOST_AUTO_TEST_CASE(a_bit_is_set_once_however_often_it_was_clicked) {
  step_sum sum(some_journal);
  for (std::uint64_t i = 0; i < 5; ++i) sum.add(tap(i, {.recipient = 8}));
  BOOST_TEST(commands_of(sum)[1].arguments().size() == 10u);
}

BOOST_AUTO_TEST_CASE(no_command_is_longer_than_a_script_can_take) {
  step_sum sum(some_journal);
  for (std::uint32_t i = 0; i < 20000; ++i) BOOST_TEST_REQUIRE(sum.add(tap(i, {.recipient = i})));
  std::set<std::string> merged;
  for (const auto& command : commands_of(sum)) {
    const auto& words = command.arguments();
    if (words[0] != "EVALSHA") continue;
    BOOST_TEST(words.size() <= 6 + 2 * scripts::most_numbers_per_call);
    for (std::size_t i = 6; i < words.size(); i += 2) BOOST_TEST(merged.insert(words[i]).second);
  }
  BOOST_TEST(merged.size() == 20000u);
}

BOOST_AUTO_TEST_CASE(a_transaction_is_good_only_where_every_reply_is) {
  BOOST_TEST(judge_facts({good(), good(), good(), list({good(), good()})}).has_value());
  BOOST_TEST((judge_facts({good(), error("OOM no"), good(), error("EXECABORT")}).error() ==
              redis::error_of("OOM no")));
  BOOST_TEST((judge_facts({good(), good(), good(), list({error("NOSCRIPT none"), good()})}).error() ==
              errc::redis_noscript));
  BOOST_TEST(judge_facts({good(), good(), good(), of_kind(kind::nil)}).has_error());
  BOOST_TEST(judge_facts({good(), good(), good(), list({good()})}).has_error());
  BOOST_TEST(judge_facts({}).has_error());
}

BOOST_AUTO_TEST_CASE(apply_names_position_versions_and_counts) {
  step_sum sum(some_journal);
  sum.add(tap(20, {.recipient = 1, .quarter = 6, .link = 1, .shared = true}));
  sum.add(tap(21, {.recipient = 1, .quarter = 6, .link = 1}));
  sum.add(client(22, client_class::kind::preview, "WhatsApp"));
  sum.add(client(23, client_class::kind::bot, "curl"));
  attributed_click named;
  named.link = 1;
  named.quarter = 6;
  named.shared = true;
  named.client = kept({client_class::kind::person, device::ios, {}, "iOS", "Safari", "iPhone"});
  named.country = {'I', 'N'};
  sum.add({24, named});
  sum.add(report_of(25, {.recipient_id = "nobody", .unknown = true}));
  const auto call = apply_command(some_campaign, some_journal, 20, 26, 0x1f, sum, "digest");
  const std::string token = "000000000000001f";
  BOOST_TEST((call.arguments() == words{"EVALSHA",
                                        "digest",
                                        "2",
                                        "wp:{0000000000001234}:ledger",
                                        "wp:{0000000000001234}:fence",
                                        "0000000000000abc.3.1",
                                        token,
                                        "r:0000000000000abc",
                                        "3",
                                        "w:0000000000000abc.3.1",
                                        "20",
                                        "26",
                                        "2",
                                        "f:clicked:1:ios:0",
                                        token,
                                        "f:first_click:0",
                                        token,
                                        "clicks:1:6",
                                        "3",
                                        "previews:WhatsApp",
                                        "1",
                                        "bots:curl",
                                        "1",
                                        "systems:iOS",
                                        "1",
                                        "browsers:Safari",
                                        "1",
                                        "devices:iPhone",
                                        "1",
                                        "countries:IN",
                                        "1",
                                        "unknown_recipients",
                                        "1"}));
}

BOOST_AUTO_TEST_CASE(answers_of_apply_are_told_apart) {
  using verdict = apply_answer::verdict;
  const auto answer = [](std::string said) {
    return parse_apply(list({of_kind(kind::string, std::move(said)), of_kind(kind::string, "17")}));
  };
  BOOST_TEST((answer("applied")->said == verdict::applied));
  BOOST_TEST((answer("retired")->said == verdict::retired));
  BOOST_TEST((answer("watermark")->said == verdict::watermark));
  BOOST_TEST((answer("fence")->said == verdict::fence));
  BOOST_TEST(answer("fence")->watermark == 17u);
  BOOST_TEST(answer("else").has_error());
  BOOST_TEST(parse_apply(of_kind(kind::nil)).has_error());
  BOOST_TEST(parse_apply(list({of_kind(kind::string, "applied"), of_kind(kind::string, "x")})).has_error());
}

BOOST_AUTO_TEST_CASE(a_position_that_is_not_there_is_the_beginning) {
  const auto fresh = parse_position(some_journal, list({of_kind(kind::nil), of_kind(kind::nil)}));
  BOOST_TEST(fresh->watermark == 0u);
  BOOST_TEST(!fresh->retired);
}

BOOST_AUTO_TEST_CASE(starts_up_to_the_retired_one_are_retired) {
  const auto with_retired = [](std::string start) {
    return parse_position(some_journal,
                          list({of_kind(kind::string, "5"), of_kind(kind::string, std::move(start))}));
  };
  BOOST_TEST(!with_retired("2")->retired);
  BOOST_TEST(with_retired("3")->retired);
  BOOST_TEST(with_retired("4")->retired);
}

BOOST_AUTO_TEST_SUITE_END()
