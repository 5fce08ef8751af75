#include <algorithm>
#include <map>
#include <random>
#include <set>

#include <boost/test/unit_test.hpp>

#include "tests/live/ledger/map_house.hpp"

using namespace waypost;
using namespace waypost::test;

namespace keys = redis::keys;

BOOST_AUTO_TEST_SUITE(messages_in_redis)

BOOST_AUTO_TEST_CASE(a_message_is_known_for_one_lifetime_at_least_and_two_at_most) {
  map_house h;
  h.remember({{"m1", 17}, {"m2", 18}});
  BOOST_TEST((h.find("m1") == message_place{campaign_id{100}, 17}));
  BOOST_TEST((h.find("m2") == message_place{campaign_id{100}, 18}));
  BOOST_TEST(!h.find("m3").has_value());
  h.now_ms += 2 * lifetime_ms - 1000;
  BOOST_TEST(h.find("m1").has_value());
  h.now_ms += 1000;
  BOOST_TEST(!h.find("m1").has_value());
  h.now_ms -= 2 * lifetime_ms;
  const auto left = h.link.call({"TTL", h.key_of("m1")}).value().integer;
  BOOST_TEST(left > message_map::lifetime.count());
  BOOST_TEST(left <= 2 * message_map::lifetime.count());
}

BOOST_AUTO_TEST_CASE(every_hash_of_messages_is_forgotten_also_in_a_redis_that_lost_them) {
  map_house h;
  for (int round = 0; round < 3; ++round) {
    h.remember({{"m1", 17}});
    h.remember({{"m1", 17}});
    BOOST_TEST(h.link.call({"TTL", h.key_of("m1")}).value().integer > 0);
    h.process.kill_hard();
    h.process.start_again();
    BOOST_TEST_REQUIRE(eventually([&] { return h.link.call({"DEL", h.key_of("m1")}).has_value(); }));
    if (round == 1) h.now_ms += lifetime_ms;
  }
}

BOOST_AUTO_TEST_CASE(the_first_recipient_of_a_message_stays) {
  map_house h;
  h.remember({{"m", 1}});
  h.remember({{"m", 2}});
  BOOST_TEST(h.find("m")->position == 1u);
  h.now_ms += lifetime_ms;
  h.remember({{"m", 3}});
  BOOST_TEST(h.find("m")->position == 1u);
}

BOOST_AUTO_TEST_CASE(thousands_of_messages_are_written_and_found_at_once) {
  map_house h;
  std::map<std::string, std::uint32_t> many;
  std::vector<std::string> ids;
  for (std::uint32_t i = 0; i < 7000; ++i) {
    ids.push_back("message-" + std::to_string(i));
    many[ids.back()] = i;
  }
  h.remember(many);
  const auto found = h.link.run(h.messages.find(some_account, ids)).value();
  BOOST_TEST_REQUIRE(found.size() == ids.size());
  for (std::uint32_t i = 0; i < found.size(); ++i) BOOST_TEST(found[i]->position == i);
}

BOOST_AUTO_TEST_CASE(a_sweep_reports_what_waits_though_its_message_is_known) {
  map_house h;
  for (int i = 0; i < 1000; ++i) h.let_wait("m" + std::to_string(i));
  BOOST_TEST(h.sweep_once().has_value());
  BOOST_TEST(h.left() == 1000);
  BOOST_TEST(h.reported.empty());
  h.remember({{"m5", 5}, {"m6", 6}});
  BOOST_TEST(h.sweep_once().has_value());
  BOOST_TEST(h.left() == 998);
  BOOST_TEST_REQUIRE(h.reported.size() == 2u);
  const auto said = parse_report(h.reported[0]).value();
  BOOST_TEST((said.type == report_type::delivered));
  BOOST_TEST(said.at_s == 5);
  BOOST_TEST((said.position == 5u || said.position == 6u));
}

BOOST_AUTO_TEST_CASE(what_finds_no_room_in_the_journal_waits_on) {
  map_house h;
  h.room = 0;
  h.let_wait("m1");
  h.remember({{"m1", 1}});
  BOOST_TEST((h.sweep_once().error() == errc::full));
  BOOST_TEST(h.left() == 1);
  h.room = 1;
  BOOST_TEST(h.sweep_once().has_value());
  BOOST_TEST(h.left() == 0);
}

BOOST_AUTO_TEST_CASE(what_waited_for_a_lifetime_is_given_up_and_counted_once) {
  map_house h;
  h.let_wait("m1");
  h.let_wait("m2");
  h.now_ms += lifetime_ms - 1000;
  h.let_wait("m3");
  BOOST_TEST(h.sweep_once().has_value());
  BOOST_TEST(h.left() == 3);
  h.now_ms += 1000;
  h.let_wait("m1");  // once more, which does not make it younger
  for (int round = 0; round < 2; ++round) {
    BOOST_TEST(h.sweep_once().has_value());
    BOOST_TEST(h.left() == 1);
    BOOST_TEST(h.unknown_messages() == "2");
  }
}

BOOST_AUTO_TEST_CASE(what_waits_merges_in_redis_as_in_a_step) {
  std::minstd_rand dice(3);
  map_house h;
  std::map<std::string, waiting_callback> expected;
  std::vector<std::pair<std::string, waiting_callback>> all;
  for (int i = 0; i < 300; ++i) {
    const auto type = dice() % 2 == 0 ? report_type::delivered : report_type::failed;
    waiting_callback waits{{.type = type, .at_s = static_cast<std::int64_t>(dice() % 5)},
                           static_cast<std::int64_t>(dice() % 5)};
    if (type == report_type::failed) waits.said.error = std::to_string(901 + dice() % 3);
    all.emplace_back(fields::waiting(type, "m" + std::to_string(dice() % 9)), waits);
  }
  for (const auto& [field, waits] : all) {
    const auto [place, is_new] = expected.try_emplace(field, waits);
    if (!is_new) place->second.merge(waits);
  }
  for (int repeat = 0; repeat < 2; ++repeat) {
    std::shuffle(all.begin(), all.end(), dice);
    for (const auto& [field, waits] : all) {
      step_facts facts;
      facts.waiting[hash_of_waiting(fields::message_of_waiting(field))].try_emplace(field, waits);
      BOOST_TEST_REQUIRE(
          h.link.run(h.store.write_facts(map_house::ledger, some_journal, 1, facts)).has_value());
    }
  }
  BOOST_TEST(h.left() == static_cast<std::int64_t>(expected.size()));
  for (const auto& [field, waits] : expected) {
    const std::string id(fields::message_of_waiting(field));
    BOOST_TEST(h.waits(id, waits.said.type) == waits.text());
  }
}

BOOST_AUTO_TEST_CASE(a_sent_finds_what_waits_for_it_among_what_does_not) {
  map_house h;
  for (int i = 0; i < 500; ++i) h.let_wait("other" + std::to_string(i));
  h.let_wait("m1", 7);
  h.let_wait("m1", 6, report_type::failed);
  step_sum sum(some_journal);
  for (std::uint32_t r = 0; r < 5000; ++r)
    sum.add(report_of(r, {.recipient = r, .more = of_message("m" + std::to_string(r))}));
  chain c(some_journal, campaign_id{100}, [] { return std::uint64_t{1}; });
  c.account = some_account;
  h.room = 1;
  BOOST_TEST((h.link.run(h.matcher.prepare(c, sum)).error() == errc::full));
  BOOST_TEST(h.left() == 501);
  h.room = 1000;
  for (int again = 0; again < 2; ++again) {
    BOOST_TEST(h.link.run(h.matcher.prepare(c, sum)).has_value());
    BOOST_TEST(h.left() == 500);
    BOOST_TEST(h.reported.size() == 2u);
  }
  for (const auto& text : h.reported) BOOST_TEST(parse_report(text).value().position.value() == 1u);
}

BOOST_AUTO_TEST_CASE(a_callback_whose_message_came_while_its_step_was_written_waits_no_more) {
  map_house h;
  step_sum sum(some_journal);
  sum.add(callback_of(0, "m1"));
  sum.add(callback_of(1, "m2"));
  chain c(some_journal, map_house::ledger, [] { return std::uint64_t{1}; });
  BOOST_TEST(h.link.run(h.matcher.prepare(c, sum)).has_value());
  h.remember({{"m1", 1}});
  BOOST_TEST(h.link.run(h.store.write_facts(map_house::ledger, some_journal, 1, sum.facts())).has_value());
  BOOST_TEST(h.link.run(h.matcher.look_again(c, 2, sum)).has_value());
  BOOST_TEST(h.left() == 1);
  BOOST_TEST(h.waits("m2") != "");
  BOOST_TEST_REQUIRE(h.reported.size() == 1u);
  BOOST_TEST(parse_report(h.reported[0]).value().position.value() == 1u);
}

// It is found to have no room, then its message comes, then the step's facts are in Redis.
// The waiting one merged with the step's own, and of the two the earlier stays.
BOOST_AUTO_TEST_CASE(whoever_takes_a_callback_away_reports_what_waited_before_it_too) {
  map_house h;
  h.let_wait("m", 5);
  h.remember({{"m", 17}});
  chain account(some_journal, h.ledger, [] { return 1; });
  step_sum sum(some_journal);
  BOOST_TEST_REQUIRE(sum.add(callback_of(0, "m")));  // at 1000
  BOOST_TEST_REQUIRE(h.link.run(h.store.write_facts(h.ledger, some_journal, 1, sum.facts())).has_value());
  BOOST_TEST_REQUIRE(h.link.run(h.matcher.look_again(account, 1, sum)).has_value());
  std::set<std::int64_t> times;
  for (const auto& text : h.reported) times.insert(parse_report(text).value().at_s);
  BOOST_TEST(times.contains(5));
  BOOST_TEST(times.contains(1000));
  BOOST_TEST(h.left() == 0);
}

// Another server may have taken it away before it could be seen here.
BOOST_AUTO_TEST_CASE(a_steps_own_callback_is_reported_though_it_waits_no_more) {
  map_house h;
  h.remember({{"m", 17}});
  chain account(some_journal, h.ledger, [] { return 1; });
  step_sum sum(some_journal);
  BOOST_TEST_REQUIRE(sum.add(callback_of(0, "m")));
  BOOST_TEST_REQUIRE(h.link.run(h.matcher.look_again(account, 1, sum)).has_value());
  BOOST_TEST_REQUIRE(h.reported.size() == 1U);
  BOOST_TEST(parse_report(h.reported[0]).value().at_s == 1000);
}

BOOST_AUTO_TEST_CASE(a_callback_without_room_whose_message_comes_before_its_step_goes_in_is_found) {
  map_house h;
  redis::command fill{"HSET", keys::waiting(some_account, hash_of_waiting("m"))};
  for (std::int64_t i = 0; i < waiting_room::in_hash(0); ++i) fill.add("x" + std::to_string(i)).add("");
  BOOST_TEST_REQUIRE(h.link.call(fill).has_value());
  chain c(some_journal, map_house::ledger, [] { return std::uint64_t{1}; });
  for (const std::uint64_t offset : {10u, 20u}) c.add(callback_of(offset, "m"), {});
  BOOST_TEST_REQUIRE(h.link.run(h.matcher.look_up(c, 100)).has_value());
  BOOST_TEST(c.ready_to(1000, 100).value() == 21u);
  auto sum = c.take_sum();
  BOOST_TEST(sum.counts().unknown_messages == 2u);
  h.remember({{"m", 3}});
  BOOST_TEST(h.link.run(h.matcher.look_again(c, 20, sum)).has_value());
  BOOST_TEST(sum.counts().unknown_messages == 1u);
  BOOST_TEST(h.matcher.report_found(c, 20).has_value());
  BOOST_TEST(h.reported.size() == 1u);
  // Begun anew, all of it is found.
  BOOST_TEST(h.link.run(h.matcher.look_up(c, 100)).has_value());
  BOOST_TEST(c.ready_to(1000, 100).value() == 21u);
  BOOST_TEST(c.take_sum().counts().unknown_messages == 0u);
  BOOST_TEST(h.matcher.report_found(c, 21).has_value());
  BOOST_TEST(h.reported.size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_step_begun_anew_reports_its_callbacks_once) {
  map_house h;
  h.remember({{"m1", 1}, {"m3", 3}});
  chain c(some_journal, campaign_id{7}, [] { return std::uint64_t{1}; });
  for (std::uint64_t offset = 0; offset < 4; ++offset)
    c.add(callback_of(offset, "m" + std::to_string(offset)), {});
  BOOST_TEST_REQUIRE(h.link.run(h.matcher.look_up(c, 100)).has_value());
  h.room = 1;
  BOOST_TEST((h.matcher.report_found(c, 4).error() == errc::full));
  h.room = 1000;
  for (int again = 0; again < 3; ++again) {
    BOOST_TEST(h.matcher.report_found(c, 3).has_value());
    BOOST_TEST(h.reported.size() == 1u);
  }
  h.remember({{"m0", 0}});
  BOOST_TEST_REQUIRE(h.link.run(h.matcher.look_up(c, 100)).has_value());
  BOOST_TEST(h.matcher.report_found(c, 4).has_value());
  std::set<std::uint32_t> positions;
  for (const auto& text : h.reported) positions.insert(parse_report(text).value().position.value());
  BOOST_TEST((positions == std::set<std::uint32_t>{0, 1, 3}));
  BOOST_TEST(h.reported.size() == 3u);
}

BOOST_AUTO_TEST_SUITE_END()
