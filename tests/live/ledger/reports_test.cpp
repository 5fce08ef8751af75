#include <map>
#include <random>
#include <string>
#include <thread>
#include <utility>

#include <boost/test/unit_test.hpp>

#include "tests/live/ledger/reported_house.hpp"

using namespace waypost;
using namespace waypost::test;

BOOST_AUTO_TEST_SUITE(reports)

BOOST_AUTO_TEST_CASE(each_recipient_is_sent_and_delivered_to_once_plain_counts_once_by_event) {
  for (const auto type : {report_type::sent, report_type::delivered}) {
    reported_house h;
    report_to(*h.journal, {.type = type, .at_s = at + 5, .recipient = "u1"});
    report_to(*h.journal, {.type = type, .at_s = at, .recipient = "u1", .id = "again"});
    report_to(*h.journal, {.type = type, .at_s = at, .position = 2});
    report_to(*h.journal, {.type = type, .at_s = at, .count = 10, .id = "batch"});
    report_to(*h.journal, {.type = type, .at_s = at, .count = 10, .id = "batch"});
    report_to(*h.journal, {.type = type, .at_s = at, .count = 5});
    h.drain_all();
    const auto counters = h.house.counters(0);
    BOOST_TEST(total(type == report_type::sent ? counters.sent : counters.delivered) == 17u);
    BOOST_TEST(total(type == report_type::sent ? counters.delivered : counters.sent) == 0u);
    BOOST_TEST(counters.unknown_recipients == 0u);
    const auto facts = h.house.facts_of(0, 1);
    BOOST_TEST((type == report_type::sent ? facts.sent : facts.delivered).value() == at);
    BOOST_TEST(!h.house.facts_of(0, 0).sent.has_value());
  }
}

BOOST_AUTO_TEST_CASE(a_conversion_with_an_id_counts_once_one_without_each_time) {
  reported_house h;
  const auto convert = [&](std::string id) {
    report_to(*h.journal, {.type = report_type::converted,
                           .at_s = at,
                           .recipient = "u1",
                           .id = std::move(id),
                           .event = "Charged",
                           .currency = "INR",
                           .minor_units = 4990});
  };
  for (const auto* id : {"e-17", "e-17", "e-18", "", ""}) convert(id);
  h.drain_all();
  const auto facts = h.house.facts_of(0, 1);
  BOOST_TEST(facts.conversions.size() == 4u);
  BOOST_TEST(facts.conversions.at(0).event == "Charged");
  BOOST_TEST(facts.conversions.at(0).minor_units == 4990);
}

BOOST_AUTO_TEST_CASE(reports_about_nobody_are_counted_apart_once_by_event) {
  reported_house h;
  for (int i = 0; i < 2; ++i) {
    report_to(*h.journal, {.type = report_type::sent, .at_s = at, .recipient = "nobody"}, long_ago);
    report_to(*h.journal, {.type = report_type::sent, .at_s = at, .recipient = "nobody", .id = "e"},
              long_ago);
    report_to(*h.journal, {.type = report_type::delivered, .at_s = at, .recipient = "nobody", .id = "e"},
              long_ago);
    report_to(*h.journal, {.type = report_type::sent, .at_s = at, .position = ledger_house::recipients},
              long_ago);
  }
  h.drain_all();
  const auto counters = h.house.counters(0);
  BOOST_TEST(counters.unknown_recipients == 6u);
  BOOST_TEST(total(counters.sent) == 0u);
}

BOOST_AUTO_TEST_CASE(a_report_waits_for_the_upload_that_brings_its_recipient) {
  ledger_house house;
  const auto uploads = uploaded(house, {"late"});
  house.register_campaign(0);
  const auto journal = house.new_journal(1, 0);
  report_to(*journal, {.type = report_type::sent, .at_s = at, .recipient = "late"});
  auto drain = house.new_drain();
  BOOST_TEST(eventually([&] { return drain->connected() && drain->events_behind() == 1; }));
  house.put_campaign(0, uploads);
  BOOST_TEST(drain->stop(long_enough));
  BOOST_TEST(total(house.counters(0).sent) == 1u);
  BOOST_TEST(house.counters(0).unknown_recipients == 0u);
}

// As after a Redis that lost the registration: it is offered again with its numbers, behind another's
// recipients.
BOOST_AUTO_TEST_CASE(a_report_by_code_counts_for_the_codes_recipient_whatever_position_it_got) {
  ledger_house house;
  house.put_campaign(0, nullptr);
  const auto journal = house.new_journal(1, 0);
  report_to(*journal, {.type = report_type::sent, .at_s = at, .code = ledger_house::number_of(0, 5, 1)});
  auto drain = house.new_drain();
  BOOST_TEST(eventually([&] { return drain->connected() && drain->events_behind() == 1; }));
  house.campaigns.put(
      block{ledger_house::campaign_at(0), ledger_house::run, 900, 100, 0, ledger_house::links, 9, false});
  BOOST_TEST(drain->stop(long_enough));
  BOOST_TEST(house.facts_of(0, 105).sent.value() == at);
  BOOST_TEST(!house.facts_of(0, 5).sent);
  BOOST_TEST(house.counters(0).unknown_recipients == 0u);
}

BOOST_AUTO_TEST_CASE(a_report_by_a_code_of_another_campaign_is_about_nobody) {
  reported_house h;
  h.house.register_campaign(1);
  report_to(*h.journal, {.type = report_type::sent, .at_s = at, .code = ledger_house::number_of(1, 0, 0)},
            long_ago);
  h.drain_all();
  BOOST_TEST(h.house.counters(0).unknown_recipients == 1u);
  BOOST_TEST(total(h.house.counters(1).sent) == 0u);
}

BOOST_AUTO_TEST_CASE(a_clock_that_was_set_back_keeps_no_report_waiting) {
  reported_house h;
  report_to(*h.journal, {.type = report_type::sent, .at_s = at, .recipient = "nobody"},
            system_time_ms() + 3'600'000);
  h.drain_all();
  BOOST_TEST(h.house.counters(0).unknown_recipients == 1u);
}

BOOST_AUTO_TEST_CASE(more_conversions_than_a_step_may_have_all_go_in) {
  reported_house h;
  constexpr int conversions = 9000;
  for (int i = 0; i < conversions; ++i)
    report_to(*h.journal, {.type = report_type::converted,
                           .at_s = at,
                           .position = static_cast<std::uint32_t>(i % 1000),
                           .event = "Charged"});
  h.drain_all();
  std::size_t counted = 0;
  for (std::uint32_t r = 0; r < 1000; ++r) counted += h.house.facts_of(0, r).conversions.size();
  BOOST_TEST(counted == static_cast<std::size_t>(conversions));
}

BOOST_AUTO_TEST_CASE(reports_count_once_though_redis_is_killed_again_and_again) {
  reported_house h;
  auto drain = h.house.new_drain(200);
  std::minstd_rand dice(3);
  const auto report_some = [&] {
    for (int i = 0; i < 1500; ++i) {
      const auto type = static_cast<report_type>(dice() % report_type_names.size());
      campaign_report what{.type = type, .at_s = at + static_cast<std::int64_t>(dice() % 50)};
      what.position = static_cast<std::uint32_t>(dice() % 1000);
      if (type == report_type::failed) what.error = std::to_string(901 + dice() % 5);
      if (type == report_type::converted) {
        what.event = "Charged";
        what.id = std::to_string(*what.position) + '-' + std::to_string(dice() % 2);
      }
      report_to(*h.journal, what);
    }
  };
  for (int round = 0; round < 5; ++round) {
    report_some();
    std::this_thread::sleep_for(std::chrono::milliseconds(80));
    h.house.redis.kill_hard();
    report_some();
    h.house.redis.start_again();
  }
  // What must be there in the end, of a few recipients, so that all kinds are asked for.
  for (std::uint32_t r = 0; r < 1000; ++r) {
    report_to(*h.journal, {.type = report_type::sent, .at_s = at - 1, .position = r});
    report_to(*h.journal, {.type = report_type::failed, .at_s = at - 1, .position = r, .error = "900"});
  }
  BOOST_TEST(drain->stop(long_enough));
  const auto counters = h.house.counters(0);
  BOOST_TEST(total(counters.sent) == 1000u);
  BOOST_TEST(total(counters.failed) == 1000u);
  BOOST_TEST(total(counters.errors.at("900").failed) == 1000u);
  for (std::uint32_t r = 0; r < 1000; r += 50) {
    const auto facts = h.house.facts_of(0, r);
    BOOST_TEST(facts.sent.value() == at - 1);
    BOOST_TEST(facts.error == "900");
    BOOST_TEST(facts.conversions.size() <= 2u);
  }
}

BOOST_AUTO_TEST_SUITE_END()
