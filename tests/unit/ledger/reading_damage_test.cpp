#include <random>
#include <string>

#include <boost/test/unit_test.hpp>

#include "attribution/ledger/chunk_refresh.hpp"
#include "attribution/ledger/recipient_selection.hpp"
#include "tests/support/recording_log.hpp"
#include "tests/unit/ledger/fact_model.hpp"
#include "tests/unit/ledger/stored_facts.hpp"

using namespace waypost;
using namespace waypost::test;

BOOST_AUTO_TEST_SUITE(reading_damage)

BOOST_AUTO_TEST_CASE(a_listed_chunk_that_is_missing_is_told_once_and_counts_as_empty) {
  fact_model model;
  model.of.id = campaign_id{7};
  model.recipients[3].sent = 5;
  stored_facts redis;
  redis.store(model.encode());
  redis.facts.strings.clear();
  recording_log log;
  fact_alarms alarms(log);
  const auto all = redis.ledger(model.of.id);
  const auto listed = facts_listed_in(read_ledger(all).value()).value();
  for (int i = 0; i < 2; ++i) {
    chunk_sums sums;
    const chunk_refresh refresh(model.of.id, 0, listed.chunks.at(0), sums);
    const auto replies = redis.answer(refresh.commands());
    BOOST_TEST(take_replies(refresh, replies, conversion_terms(model.of), sums, alarms).has_value());
    BOOST_TEST(sums.sent.by_quarter.empty());
    BOOST_TEST((sums.versions == listed.chunks.at(0)));
  }
  BOOST_TEST(log.lines().size() == 1u);
  BOOST_TEST(log.contains("lost " + redis::keys::sent(model.of.id, 0)));
}

BOOST_AUTO_TEST_CASE(what_a_damaged_value_brings_is_corrupt_or_numbers_and_never_a_crash) {
  std::mt19937 random(4);
  recording_log log;
  fact_alarms alarms(log);
  int corrupt = 0;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    fact_drawer draw(seed);
    auto model = draw.draw_campaign();
    draw.add_facts(model, 60);
    stored_facts redis;
    redis.store(model.encode());
    const auto damage = [&](std::string& value) {
      for (auto n = random() % 3; n > 0; --n) {
        const auto at = value.empty() ? 0 : random() % value.size();
        if (random() % 2 == 0) value.resize(at + random() % 4);
        if (at < value.size()) value[at] = static_cast<char>(random());
        if (random() % 3 == 0) value.insert(at > value.size() ? 0 : at, ":9");
      }
    };
    for (auto& [key, value] : redis.facts.strings) damage(value);
    for (auto& [key, hash] : redis.facts.hashes)
      for (auto& [field, value] : hash) damage(value);
    const conversion_terms terms(model.of);
    const auto all = redis.ledger(model.of.id);
    const auto listed = facts_listed_in(read_ledger(all).value()).value();
    for (const auto& [number, versions] : listed.chunks) {
      chunk_sums sums;
      const chunk_refresh refresh(model.of.id, number, versions, sums);
      const auto taken = take_replies(refresh, redis.answer(refresh.commands()), terms, sums, alarms);
      if (taken) sums.find_outcome(number, true, terms);
      corrupt += taken ? 0 : 1;
      if (!taken) BOOST_TEST((taken.error() == errc::corrupt));
    }
    const auto selection =
        recipient_selection::of(model.of, {true, {}, true, false, false, true, {}}, 0).value();
    const auto found = positions_in(selection, redis.answer(selection.commands()));
    if (!found) BOOST_TEST((found.error() == errc::corrupt));
  }
  BOOST_TEST(corrupt > 100);
  BOOST_TEST(log.contains("makes no sense"));
}

BOOST_AUTO_TEST_CASE(a_filter_asks_for_the_keys_it_needs_only) {
  fact_model model;
  model.of.id = campaign_id{7};
  model.of.recipients = 70000;
  model.of.links.resize(3);
  model.of.conversions = {{"Charged", 60}};
  const auto commands_of = [&](const recipient_filter& wanted, std::uint32_t chunk) {
    return recipient_selection::of(model.of, wanted, chunk).value().commands().size();
  };
  recipient_filter clicked;
  clicked.clicked = true;
  recipient_filter not_this_link;
  not_this_link.clicked = false;
  not_this_link.link = 2;
  recipient_filter failed;
  failed.failed = true;
  recipient_filter converted;
  converted.sent = false;
  converted.converted = true;
  BOOST_TEST(commands_of({}, 0) == 0u);
  BOOST_TEST(commands_of(clicked, 0) == 1u);
  BOOST_TEST(commands_of(not_this_link, 0) == 4u);
  BOOST_TEST(commands_of(failed, 0) == 1u);
  BOOST_TEST(commands_of(converted, 1) == 2u);
  BOOST_TEST(commands_of(clicked, 2) == 0u);
  recipient_filter unknown_link;
  unknown_link.link = 3;
  recipient_filter unknown_goal;
  unknown_goal.goal = 1;
  BOOST_TEST((recipient_selection::of(model.of, unknown_link, 0).error() == errc::invalid));
  BOOST_TEST((recipient_selection::of(model.of, unknown_goal, 0).error() == errc::invalid));
  const auto all = recipient_selection::of(model.of, {}, 1).value().positions({}, {}).value();
  BOOST_TEST_REQUIRE(all.size() == 70000u - 65536u);
  BOOST_TEST(all.front() == 65536u);
  BOOST_TEST(all.back() == 69999u);
  BOOST_TEST(recipient_selection::of(model.of, {}, 2).value().positions({}, {}).value().empty());
}

BOOST_AUTO_TEST_SUITE_END()
