#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

#include <waypost/callback.hpp>

#include "attribution/ledger/chain.hpp"
#include "attribution/ledger/fact_commands.hpp"
#include "attribution/ledger/fields.hpp"
#include "attribution/ledger/journal_follower.hpp"
#include "attribution/ledger/message_map.hpp"
#include "attribution/ledger/report_again.hpp"
#include "tests/unit/ledger/samples.hpp"

using namespace waypost;
using namespace waypost::test;

namespace {

const campaign_report failed_910{
    .type = report_type::failed, .at_s = 77, .message_id = "m\"1", .error = "910", .description = "gone"};

std::string text_of(const campaign_report& said) {
  std::string text;
  callback::append_text(said, text);
  return text;
}

constexpr message_place somewhere{campaign_id{0x0123456789abcdef}, 0x00fedcba};

}  // namespace

BOOST_AUTO_TEST_SUITE(callbacks)

BOOST_AUTO_TEST_CASE(a_callback_reads_back_what_was_written) {
  BOOST_TEST((callback::parse(text_of(failed_910)).value() == failed_910));
  const campaign_report delivered{.type = report_type::delivered, .at_s = 1, .message_id = "m"};
  BOOST_TEST((callback::parse(text_of(delivered)).value() == delivered));
  BOOST_TEST(callback::is_text(text_of(delivered)));
  BOOST_TEST(!callback::is_text(to_report_text(delivered)));
}

BOOST_AUTO_TEST_CASE(what_is_no_callback_is_not_read) {
  for (const auto* text : {"", "{", "[]", R"({"type":"callback","event":"delivered","at":1})",
                           R"({"type":"callback","event":"delivered","at":"x","message_id":"m"})"})
    BOOST_TEST((callback::parse(text).has_error()), text);
  for (const auto* event : {"sent", "converted", "clicked", ""})
    BOOST_TEST(
        (callback::parse(std::string(R"({"type":"callback","message_id":"m","event":")") + event + "\"}")
             .error() == errc::unknown_version));
}

BOOST_AUTO_TEST_CASE(a_callback_belongs_to_its_account_and_names_its_message) {
  event_reader events(clients(), nullptr);
  const auto text = text_of(failed_910);
  const auto read =
      events.read({5, report{2'000'500, campaign_id{7}, text}}, {.campaign = campaign_id{7}}).value();
  BOOST_TEST(read.offset == 5u);
  BOOST_TEST(read.unresolved());
  BOOST_TEST((read.callback()->said == failed_910));
  BOOST_TEST(read.callback()->received_ms == 2'000'500);
}

BOOST_AUTO_TEST_CASE(a_sent_message_with_an_id_is_remembered_by_its_recipient) {
  step_sum sum(some_journal);
  sum.add(report_of(0, {.recipient = 3, .more = of_message("m3")}));
  sum.add(report_of(1, {.recipient = 4, .more = of_message("m3")}));
  sum.add(report_of(2, {.recipient = 5}));
  sum.add(report_of(3, {.recipient_id = "ghost", .unknown = true, .more = of_message("m4")}));
  BOOST_TEST((sum.messages() == std::map<std::string, std::uint32_t>{{"m3", 3}}));
}

BOOST_AUTO_TEST_CASE(a_callback_without_its_message_waits_once_however_often_it_comes) {
  step_sum sum(some_journal);
  for (std::uint64_t offset = 0; offset < 3; ++offset) BOOST_TEST(sum.add(callback_of(offset, "m1")));
  BOOST_TEST(sum.add(callback_of(3, "m1", std::nullopt, report_type::failed)));
  BOOST_TEST_REQUIRE(sum.facts().waiting.size() == 1u);
  BOOST_TEST(sum.facts().waiting.begin()->first == hash_of_waiting("m1"));
  std::set<std::string> seen;
  for (const auto& [field, waits] : sum.facts().waiting.begin()->second) {
    seen.insert(field);
    BOOST_TEST(fields::message_of_waiting(field) == "m1");
    BOOST_TEST(waits.received_s == 2000);
    BOOST_TEST(waits.said.message_id.empty());
  }
  BOOST_TEST((seen == std::set<std::string>{"delivered:m1", "failed:m1"}));
  BOOST_TEST(sum.entries() == 2u);
}

BOOST_AUTO_TEST_CASE(of_callbacks_about_one_message_the_earliest_waits_since_the_first_came) {
  const auto said = [](std::int64_t at_s, std::string error, std::int64_t received_s) {
    return waiting_callback{{.type = report_type::failed, .at_s = at_s, .error = std::move(error)},
                            received_s};
  };
  const auto lower = error_number_of("901") < error_number_of("910") ? "901" : "910";
  std::vector<waiting_callback> some{said(80, "902", 5), said(70, "901", 9), said(70, "910", 7)};
  std::sort(some.begin(), some.end(), [](const auto& a, const auto& b) { return a.text() < b.text(); });
  do {
    auto merged = some.front();
    for (const auto& each : some) merged.merge(each);
    BOOST_TEST(merged.said.at_s == 70);
    BOOST_TEST(merged.said.error == lower);
    BOOST_TEST(merged.received_s == 5);
  } while (std::next_permutation(some.begin(), some.end(),
                                 [](const auto& a, const auto& b) { return a.text() < b.text(); }));
}

BOOST_AUTO_TEST_CASE(what_waits_reads_back_what_was_written) {
  const waiting_callback waits{
      {.type = report_type::failed, .at_s = 77, .error = "9:10", .description = "a:b"}, 2000};
  const auto text = waits.text();
  BOOST_TEST(
      text.starts_with("77:" + std::to_string(error_number_of("9:10")) + ":2000:{\"type\":\"failed\""));
  const auto read = parse_waiting_callback(text).value();
  BOOST_TEST((read.said == waits.said));
  BOOST_TEST(read.received_s == 2000);
  for (const auto* wrong : {"", "77", "77:0:2000", "77:0:2000:", "77:0:x:{}", "77:0:2000:[]"})
    BOOST_TEST(!parse_waiting_callback(wrong).has_value(), wrong);
}

BOOST_AUTO_TEST_CASE(a_callback_whose_message_is_known_leaves_nothing_behind) {
  step_sum sum(some_journal);
  BOOST_TEST(sum.add(callback_of(0, "m1", somewhere)));
  BOOST_TEST(sum.facts().waiting.empty());
  BOOST_TEST(sum.entries() == 0u);
  BOOST_TEST(sum.fields() == 1u);  // the watermark
}

BOOST_AUTO_TEST_CASE(waiting_callbacks_are_written_in_the_step_and_are_no_chunk) {
  step_sum sum(some_journal);
  sum.add(callback_of(0, "m1"));
  const auto commands = fact_commands(campaign_id{7}, some_journal, 1, sum.facts(), {"earliest", "merge"});
  BOOST_TEST_REQUIRE(commands.size() == 4u);
  const auto& put = commands[1].arguments();
  BOOST_TEST(put[0] == "EVALSHA");
  BOOST_TEST(put[1] == "merge");
  BOOST_TEST(put[3].starts_with("wp:{0000000000000007}:waiting:"));
  BOOST_TEST(put[4] == "delivered:m1");
  BOOST_TEST(commands[2].arguments()[0] == "HSET");
  BOOST_TEST(touched_chunks(campaign_id{7}, sum.facts()).empty());
}

BOOST_AUTO_TEST_CASE(no_step_reaches_past_a_callback_that_was_not_looked_up) {
  chain c(some_journal, campaign_id{7}, [] { return std::uint64_t{1}; });
  for (std::uint64_t offset = 0; offset < 3; ++offset) c.add(callback_of(offset, "m"), {});
  c.queue()[1].callback()->looked_up = false;
  BOOST_TEST(c.ready_to(100, 100).value() == 1u);
  c.queue()[0].callback()->looked_up = false;
  BOOST_TEST(!c.ready_to(100, 100).has_value());
}

BOOST_AUTO_TEST_CASE(a_place_reads_back_from_twelve_bytes) {
  const auto bytes = to_bytes(somewhere);
  BOOST_TEST(bytes == std::string("\xef\xcd\xab\x89\x67\x45\x23\x01\xba\xdc\xfe\0", 12));
  BOOST_TEST((parse_message_place(bytes) == somewhere));
  BOOST_TEST(!parse_message_place(bytes.substr(1)).has_value());
  BOOST_TEST(!parse_message_place("").has_value());
}

BOOST_AUTO_TEST_CASE(a_found_callback_is_a_report_of_its_campaign) {
  std::vector<std::string> texts;
  const report_again again = [&](const report& r) {
    BOOST_TEST((r.campaign == somewhere.campaign));
    BOOST_TEST(r.time_ms == 5);
    texts.emplace_back(r.text);
    return texts.size() < 2;
  };
  BOOST_TEST(report_to(again, somewhere, failed_910, 5));
  BOOST_TEST(!report_to(again, somewhere, failed_910, 5));
  const campaign_report expected{.type = report_type::failed,
                                 .at_s = 77,
                                 .position = somewhere.position,
                                 .error = "910",
                                 .description = "gone"};
  BOOST_TEST((parse_report(texts.at(0)).value() == expected));
  BOOST_TEST(!report_to(nullptr, somewhere, failed_910, 5));
}

BOOST_AUTO_TEST_SUITE_END()
