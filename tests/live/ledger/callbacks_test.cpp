#include <chrono>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "attribution/ledger/fields.hpp"
#include "attribution/ledger/message_map.hpp"
#include "attribution/ledger/waiting_callbacks.hpp"
#include "attribution/ledger/waiting_room.hpp"
#include "tests/live/ledger/callback_house.hpp"

using namespace waypost;
using namespace waypost::test;

namespace {

constexpr std::chrono::seconds long_enough{60};
constexpr auto lifetime_ms = std::int64_t{1000} * message_map::lifetime.count();

}  // namespace

BOOST_AUTO_TEST_SUITE(callbacks_in_redis)

BOOST_AUTO_TEST_CASE(a_callback_counts_for_the_recipient_of_its_message_once) {
  callback_house house;
  house.sent(3);
  house.sent(4);
  auto drain = house.new_drain();
  BOOST_TEST(eventually([&] { return total(house.counters(0).sent) == 2u; }));
  for (int repeat = 0; repeat < 3; ++repeat) {
    house.called_back(3);
    house.called_back(4, report_type::failed);
  }
  BOOST_TEST(eventually([&] { return house.facts_of(0, 3).delivered && house.facts_of(0, 4).failed; }));
  BOOST_TEST(drain->stop(long_enough));
  BOOST_TEST(house.facts_of(0, 3).delivered.value() == ledger_house::created_s + 13);
  BOOST_TEST(house.facts_of(0, 4).error == "910");
  BOOST_TEST(house.delivered() == 1u);
  BOOST_TEST(total(house.counters(0).failed) == 1u);
  BOOST_TEST(house.waiting() == 0);
}

BOOST_AUTO_TEST_CASE(a_callback_before_its_sent_waits_for_it_also_over_a_restart) {
  callback_house house;
  house.called_back(3);
  auto drain = house.new_drain();
  BOOST_TEST(eventually([&] { return house.waiting() == 1; }));
  BOOST_TEST(drain->stop(long_enough));
  drain = house.new_drain();
  house.sent(3);
  BOOST_TEST(eventually([&] { return house.facts_of(0, 3).delivered.has_value(); }));
  BOOST_TEST(eventually([&] { return house.waiting() == 0; }));
  BOOST_TEST(house.unknown_messages() == "");
}

BOOST_AUTO_TEST_CASE(a_callback_for_nobody_is_given_up_and_counted) {
  callback_house house;
  house.called_back(3);
  house.called_back(3);
  auto drain = house.new_drain();
  BOOST_TEST(eventually([&] { return house.waiting() == 1; }));
  BOOST_TEST(drain->stop(long_enough));
  house.ahead_ms = lifetime_ms + 1000;
  drain = house.new_drain();
  BOOST_TEST(eventually([&] { return house.unknown_messages() == "1"; }));
  BOOST_TEST(house.waiting() == 0);
  BOOST_TEST(house.delivered() == 0u);
}

BOOST_AUTO_TEST_CASE(a_clock_that_is_ahead_for_a_moment_gives_nothing_up) {
  callback_house house;
  house.clock_patience = std::chrono::minutes(10);
  house.called_back(3);
  auto drain = house.new_drain();
  BOOST_TEST(eventually([&] { return house.waiting() == 1; }));
  house.ahead_ms = lifetime_ms + 1000;
  BOOST_TEST(drain->stop(long_enough));
  // On a new connection all is looked through at once.
  drain = house.new_drain();
  house.called_back(4);
  BOOST_TEST(eventually([&] { return house.waiting() == 2; }));
  std::this_thread::sleep_for(std::chrono::seconds(2));
  house.ahead_ms = 0;
  BOOST_TEST(house.waiting() == 2);
  house.sent(3);
  BOOST_TEST(eventually([&] { return house.facts_of(0, 3).delivered.has_value(); }));
}

// As many as may wait are there, with ids of the same hash as that of the callbacks.
BOOST_AUTO_TEST_CASE(callbacks_without_room_to_wait_count_as_unknown_messages_once) {
  callback_house house;
  const auto hash = hash_of_waiting(callback_house::id_of(3));
  std::vector<std::uint32_t> alike;
  for (std::uint32_t i = 0; alike.size() < 5; ++i)
    if (hash_of_waiting(callback_house::id_of(i)) == hash) alike.push_back(i);
  house.called_back(alike[0]);
  auto drain = house.new_drain();
  BOOST_TEST(eventually([&] { return house.waiting() == 1; }));
  redis::command fill{"HSET", redis::keys::waiting(ledger_house::account, hash)};
  const auto value = waiting_callback{{.type = report_type::delivered, .at_s = 1}, house.now() / 1000}.text();
  for (std::int64_t i = 1; i < waiting_room::in_hash(0); ++i)
    fill.add(fields::waiting(report_type::delivered, "x" + std::to_string(i))).add(value);
  house.client().call(fill);
  const auto all = house.waiting();
  BOOST_TEST(all == waiting_room::in_hash(0));
  for (const auto recipient : alike) house.called_back(recipient);
  const auto counted = [&] {
    const campaign_id ledger{static_cast<std::uint64_t>(ledger_house::account)};
    return house.client().call({"HGET", redis::keys::ledger(ledger), fields::unknown_messages}).text;
  };
  BOOST_TEST(eventually([&] { return counted() == "4"; }));
  house.redis.kill_hard();
  house.redis.start_again();
  BOOST_TEST(drain->stop(long_enough));
  BOOST_TEST(counted() == "4");
  BOOST_TEST(house.waiting() == all);
  BOOST_TEST(house.log.contains("too many callbacks wait"));
  // Others have room.
  drain = house.new_drain();
  house.called_back(alike[4] + 1);
  house.called_back(alike[4] + 2);
  BOOST_TEST(eventually([&] { return house.waiting() >= all + 1; }));
}

BOOST_AUTO_TEST_CASE(an_account_of_many_recipients_has_room_for_their_callbacks) {
  callback_house house;
  auto of = ledger_house::sample_campaign(2);
  of.recipients = 2'000'000;
  auto view = std::make_shared<campaign_view>();
  view->of = std::make_shared<campaign>(std::move(of));
  house.campaigns.put(view);
  const auto hash = hash_of_waiting(callback_house::id_of(3));
  redis::command fill{"HSET", redis::keys::waiting(ledger_house::account, hash)};
  const auto value = waiting_callback{{.type = report_type::delivered, .at_s = 1}, house.now() / 1000}.text();
  for (std::int64_t i = 0; i < waiting_room::in_hash(0); ++i)
    fill.add(fields::waiting(report_type::delivered, "x" + std::to_string(i))).add(value);
  house.client().call(fill);
  house.called_back(3);
  auto drain = house.new_drain();
  BOOST_TEST(eventually([&] { return house.waiting() == waiting_room::in_hash(0) + 1; }));
  house.sent(3);
  BOOST_TEST(eventually([&] { return house.facts_of(0, 3).delivered.has_value(); }));
  BOOST_TEST(!house.log.contains("too many callbacks wait"));
}

// 100,000 callbacks for nobody are the account's. Whoever comes does not wait for them.
BOOST_AUTO_TEST_CASE(a_backlog_delays_neither_its_own_account_nor_another) {
  constexpr std::uint32_t backlog = 100'000;
  constexpr std::uint32_t nobodys = 1'000'000;
  callback_house house;
  for (std::uint32_t i = 0; i < backlog; ++i) house.called_back(nobodys + i);
  auto drain = house.new_drain();
  BOOST_TEST_REQUIRE(eventually([&] { return house.waiting() == backlog; }));
  const std::vector<std::pair<std::size_t, account_id>> both{{0, ledger_house::account},
                                                             {1, callback_house::other_account}};
  for (std::uint32_t recipient = 0; recipient < 3; ++recipient)
    for (const auto& [campaign, account] : both) {
      const auto waited = house.waiting(account);
      house.called_back(recipient, report_type::delivered, account);
      BOOST_TEST_REQUIRE(eventually([&] { return house.waiting(account) == waited + 1; }));
      const auto sent = std::chrono::steady_clock::now();
      house.sent(recipient, campaign);
      BOOST_TEST(
          eventually([&] { return house.delivered(campaign) == recipient + 1; }, std::chrono::seconds(4)));
      const auto took = std::chrono::steady_clock::now() - sent;
      BOOST_TEST_MESSAGE("counted after "
                         << std::chrono::duration_cast<std::chrono::milliseconds>(took).count() << " ms");
    }
  BOOST_TEST(house.waiting() == backlog);
  BOOST_TEST(house.waiting(callback_house::other_account) == 0);
}

// Whatever waits, a message costs the two commands that write it down, and a step one for each hash that what
// waits lies in.
BOOST_AUTO_TEST_CASE(a_backlog_costs_what_is_sent_no_more_commands) {
  callback_house house;
  for (std::uint32_t i = 0; i < 20'000; ++i) house.called_back(1'000'000 + i);
  auto drain = house.new_drain();
  BOOST_TEST_REQUIRE(eventually([&] { return house.waiting() == 20'000; }));
  const auto done = [&] {
    const auto info = house.client().call({"INFO", "commandstats"}).text;
    const auto calls_of = [&](const std::string& command) {
      const auto at = info.find("cmdstat_" + command + ":calls=");
      return at == info.npos ? 0 : std::stol(info.substr(info.find('=', at) + 1));
    };
    return calls_of("hsetnx") + calls_of("expire") + calls_of("hmget");
  };
  const auto before = done();
  for (std::uint32_t recipient = 0; recipient < 1000; ++recipient) house.sent(recipient);
  BOOST_TEST_REQUIRE(eventually([&] { return total(house.counters(0).sent) == 1000U; }));
  const auto commands = done() - before;
  BOOST_TEST_MESSAGE(commands << " commands for 1,000 messages");
  BOOST_TEST(commands <= 2 * 1000 + 20 * 64);
}

// Redis keeps what it answered (appendfsync always); drains and Redis end at any moment.
BOOST_AUTO_TEST_CASE(no_callback_is_lost_or_counted_twice_whatever_ends_in_between) {
  callback_house house;
  std::vector<std::pair<std::uint32_t, int>> events;  // 0: sent, 1: delivered, 2: once more
  for (std::uint32_t recipient = 0; recipient < 900; ++recipient)
    for (int what = 0; what < 3; ++what) events.emplace_back(recipient, what);
  std::minstd_rand dice(11);
  std::shuffle(events.begin(), events.end(), dice);
  auto drain = house.new_drain(50);
  for (std::size_t i = 0; i < events.size(); ++i) {
    const auto [recipient, what] = events[i];
    if (what == 0)
      house.sent(recipient);
    else
      house.called_back(recipient, recipient % 3 == 0 ? report_type::failed : report_type::delivered);
    if (i % 300 == 299) std::this_thread::sleep_for(std::chrono::milliseconds(dice() % 400));
    if (i % 600 == 299) {
      house.redis.kill_hard();
      house.redis.start_again();
    }
    if (i % 600 == 599) {
      drain.reset();  // gives up whatever is under way
      drain = house.new_drain(50);
    }
  }
  BOOST_TEST(eventually([&] {
    const auto counters = house.counters(0);
    return total(counters.delivered) == 600u && total(counters.failed) == 300u && house.waiting() == 0;
  }));
  BOOST_TEST(total(house.counters(0).sent) == 900u);
  for (std::uint32_t recipient = 0; recipient < 900; recipient += 7) {
    const auto facts = house.facts_of(0, recipient);
    const auto at = recipient % 3 == 0 ? facts.failed : facts.delivered;
    BOOST_TEST(at.value_or(0) == ledger_house::created_s + 10 + recipient);
  }
  BOOST_TEST(house.unknown_messages() == "");
}

BOOST_AUTO_TEST_SUITE_END()
