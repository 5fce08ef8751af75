#include <thread>

#include <boost/test/unit_test.hpp>

#include "attribution/ledger/fields.hpp"
#include "tests/live/ledger/ledger_house.hpp"

using namespace waypost;
using namespace waypost::test;

namespace {

constexpr std::chrono::seconds long_enough{60};

}  // namespace

BOOST_AUTO_TEST_SUITE(draining)

BOOST_AUTO_TEST_CASE(every_click_is_counted_for_its_recipient_and_link) {
  ledger_house house;
  house.register_campaign(0);
  house.register_campaign(1);
  const auto journal = house.new_journal();
  for (std::uint32_t r = 0; r < 500; ++r)
    for (std::uint16_t l = 0; l < ledger_house::links; ++l) {
      house.tap(*journal, r % 2, r, l);
      house.tap(*journal, r % 2, r, l, pixel);
    }
  auto drain = house.new_drain();
  BOOST_TEST(drain->stop(long_enough));
  BOOST_TEST(house.difference() == "");
  BOOST_TEST(house.counters(0).unique_clickers == 250u);
  const auto facts = house.facts_of(1, 7);
  BOOST_TEST(facts.links.size() == 3u);
  for (const auto& link : facts.links)
    BOOST_TEST((link.clicked_on == std::array<bool, device_kinds>{true, true, false, false}));
  BOOST_TEST(facts.first_click.value() == ledger_house::created_s + 7);
  BOOST_TEST(!facts.sent.has_value());
  BOOST_TEST(!house.facts_of(0, 7).first_click.has_value());
}

BOOST_AUTO_TEST_CASE(a_campaign_never_clicked_reads_as_zeros) {
  ledger_house house;
  const auto counters = house.counters(0);
  BOOST_TEST(counters.links.empty());
  BOOST_TEST(counters.unique_clickers == 0u);
  BOOST_TEST(counters.sent.empty());
  const auto facts = house.facts_of(0, 5);
  BOOST_TEST(facts.links.size() == 3u);
  BOOST_TEST(!facts.first_click.has_value());
}

BOOST_AUTO_TEST_CASE(previews_bots_and_fallbacks_are_beside_the_clicks) {
  ledger_house house;
  house.register_campaign(0);
  const auto journal = house.new_journal();
  click c;
  c.code = {9, 4096};
  c.client.user_agent = "WhatsApp/2.23.20.0 A";
  journal->append({0, c});
  c.client.user_agent = iphone;
  c.client.head = true;
  journal->append({0, c});
  c.client = {.from = {}, .user_agent = "curl/7.88.1"};
  journal->append({0, c});
  c.client.user_agent = iphone;
  c.answered = answer::fallback;
  journal->append({0, c});
  auto drain = house.new_drain();
  BOOST_TEST(drain->stop(long_enough));
  const auto counters = house.counters(0);
  BOOST_TEST(counters.previews.at("WhatsApp") == 1u);
  BOOST_TEST(counters.previews.at("HEAD") == 1u);
  BOOST_TEST(counters.bots.at("curl") == 1u);
  BOOST_TEST(counters.fallbacks == 1u);
  BOOST_TEST(counters.links.empty());
  BOOST_TEST(counters.unique_clickers == 0u);
}

BOOST_AUTO_TEST_CASE(a_click_waits_for_the_campaign_its_number_belongs_to) {
  ledger_house house;
  house.register_campaign(0);
  const auto journal = house.new_journal();
  house.tap(*journal, 0, 1, 0);
  house.tap(*journal, 1, 2, 1);  // not registered yet
  house.tap(*journal, 0, 3, 2);
  auto drain = house.new_drain();
  BOOST_TEST(eventually([&] { return house.counters(0).unique_clickers == 1; }));
  const auto told = [&] { return house.log.contains("wait for a campaign that is not known yet"); };
  BOOST_TEST(eventually(told));
  BOOST_TEST(eventually([&] { return drain->events_behind() == 2; }));
  house.register_campaign(1);
  BOOST_TEST(drain->stop(long_enough));
  BOOST_TEST(house.difference() == "");
}

BOOST_AUTO_TEST_CASE(a_new_drain_goes_on_where_the_last_one_ended) {
  ledger_house house;
  for (std::size_t i = 0; i < 10; ++i) house.register_campaign(i);
  const auto journal = house.new_journal();
  for (int round = 0; round < 5; ++round) {
    for (std::uint32_t r = 0; r < 300; ++r) house.tap(*journal, r % 10, r, static_cast<std::uint16_t>(r % 3));
    auto drain = house.new_drain(50);
    eventually([&] { return drain->connected(); });
    drain->stop(std::chrono::milliseconds(20 * round));  // mostly in the middle of it
  }
  journal->seal();
  auto last = house.new_drain();
  BOOST_TEST(last->stop(long_enough));
  BOOST_TEST(house.difference() == "");
  BOOST_TEST(house.log.contains("earlier starts: all 1500 events of 1 journals are applied"));
}

BOOST_AUTO_TEST_CASE(two_drains_racing_on_the_same_journal_count_once) {
  ledger_house house;
  for (std::size_t i = 0; i < 4; ++i) house.register_campaign(i);
  const auto journal = house.new_journal();
  auto one = house.new_drain(20);
  auto other = house.new_drain(30);
  for (std::uint32_t r = 0; r < 4000; ++r) {
    house.tap(*journal, r % 4, r % 1000, static_cast<std::uint16_t>(r % 3));
    if (r % 100 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  BOOST_TEST(one->stop(long_enough));
  BOOST_TEST(other->stop(long_enough));
  BOOST_TEST(house.difference() == "");
}

BOOST_AUTO_TEST_CASE(a_campaign_with_more_events_than_its_queue_holds_is_read_again) {
  ledger_house house;
  house.register_campaign(0);
  house.register_campaign(1);
  const auto journal = house.new_journal();
  for (std::uint32_t r = 0; r < 5000; ++r)
    house.tap(*journal, r % 10 == 0 ? 1 : 0, r % 1000, static_cast<std::uint16_t>(r % 3));
  auto drain = house.new_drain(40);  // a queue takes 80
  BOOST_TEST(drain->stop(long_enough));
  BOOST_TEST(house.difference() == "");
}

BOOST_AUTO_TEST_CASE(journals_are_told_what_is_on_the_disk_of_redis) {
  ledger_house house;
  house.register_campaign(0);
  const auto journal = house.new_journal();
  for (std::uint32_t r = 0; r < 100; ++r) house.tap(*journal, 0, r, 0);
  auto drain = house.new_drain();
  BOOST_TEST(eventually([&] { return journal->drained() == 100; }));
}

BOOST_AUTO_TEST_CASE(the_journals_of_a_retired_start_change_nothing) {
  ledger_house house;
  house.register_campaign(0);
  const auto journal = house.new_journal(3);
  house.tap(*journal, 0, 1, 0);
  house.client().call(
      {"HSET", redis::keys::ledger(ledger_house::campaign_at(0)), fields::retired(journal->name()), "3"});
  auto drain = house.new_drain();
  BOOST_TEST(eventually([&] { return house.log.contains("its start is retired"); }));
  BOOST_TEST(house.counters(0).links.empty());
}

BOOST_AUTO_TEST_CASE(a_chunk_that_is_gone_raises_the_alarm) {
  ledger_house house;
  house.register_campaign(0);
  const auto journal = house.new_journal();
  house.tap(*journal, 0, 1, 2);
  BOOST_TEST(house.new_drain()->stop(long_enough));
  const auto key = redis::keys::clicked(ledger_house::campaign_at(0), 2, device::ios, 0);
  house.client().call({"DEL", key});
  house.counters(0);
  BOOST_TEST(house.log.contains("alarm campaign"));
  BOOST_TEST(house.log.contains(key));
}

BOOST_AUTO_TEST_SUITE_END()
