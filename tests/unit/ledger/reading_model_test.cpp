#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "attribution/ledger/recipient_reading.hpp"
#include "attribution/ledger/recipient_selection.hpp"
#include "tests/unit/ledger/fact_model.hpp"
#include "tests/unit/ledger/naive_numbers.hpp"
#include "tests/unit/ledger/stored_facts.hpp"

using namespace waypost;
using namespace waypost::test;

namespace {

// Reads as facts_reading does, from a map instead of from Redis.
class map_reading {
 public:
  campaign_counters read(const campaign& of, stored_facts& from) {
    from.fetched.clear();
    const auto all = from.ledger(of.id);
    const auto listed = facts_listed_in(read_ledger(all).value()).value();
    const bool sent = std::any_of(listed.chunks.begin(), listed.chunks.end(),
                                  [](const auto& chunk) { return chunk.second.sent.has_value(); });
    kept.set_terms(conversion_terms(of), sent);
    kept.forget_unlisted(listed);
    merged_facts merged(kept.terms);
    std::uint64_t silent = of.recipients;
    for (const auto& [number, versions] : listed.chunks) {
      auto& sums = kept.chunks[number];
      const chunk_refresh refresh(of.id, number, versions, sums);
      const auto replies = from.answer(refresh.commands());
      BOOST_TEST_REQUIRE(take_replies(refresh, replies, kept.terms, sums, alarms).has_value());
      sums.find_outcome(number, kept.sent_reported, kept.terms);
      merged.add(sums);
      silent -= kept.terms.registered_in(number);
    }
    merged.add_funnel(count_steps_of_silent(silent, kept.sent_reported, kept.terms));
    return with_hashes(of, from, merged);
  }

  campaign_sums kept;
  recording_log log;
  fact_alarms alarms{log};

 private:
  static campaign_counters with_hashes(const campaign& of, stored_facts& from, merged_facts& merged) {
    error_names names;
    for (const auto& [key, hash] : from.facts.hashes) {
      plain_counter counter(of.created_s);
      for (const auto& [field, value] : hash) {
        if (key == redis::keys::errors(of.id)) BOOST_TEST_REQUIRE(names.take(field, value).has_value());
        if (key.find(":plain_counts:") != key.npos)
          BOOST_TEST_REQUIRE(counter.take(field, value).has_value());
      }
      merged.add(std::move(counter).sums());
      if (key.find(":unknown_events:") != key.npos) merged.add_unknown(hash.size());
    }
    BOOST_TEST(merged.all_errors_known(names));
    return merged.counters(names);
  }
};

recipient_filter draw_filter(fact_drawer& draw, const campaign& of) {
  recipient_filter wanted;
  const auto draw_one = [&](std::optional<bool>& one) {
    if (draw.one_in(3)) one = draw.one_in(2);
  };
  draw_one(wanted.clicked);
  draw_one(wanted.sent);
  draw_one(wanted.delivered);
  draw_one(wanted.failed);
  draw_one(wanted.converted);
  if (draw.one_in(2)) wanted.link = static_cast<std::uint16_t>(draw.below(of.links.size()));
  if (draw.one_in(2) && !of.conversions.empty()) wanted.goal = draw.below(of.conversions.size());
  return wanted;
}

constexpr std::uint64_t seeds = 60;

}  // namespace

BOOST_AUTO_TEST_SUITE(reading_model)

BOOST_AUTO_TEST_CASE(numbers_of_random_campaigns_are_those_of_the_model_also_from_what_was_kept) {
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    fact_drawer draw(seed);
    auto model = draw.draw_campaign();
    stored_facts redis;
    map_reading again;
    for (const int events : {0, 3, 40, 400, 5}) {
      draw.add_facts(model, events);
      redis.store(model.encode());
      const auto expected = text_of(naive_numbers(model).counters());
      map_reading anew;
      BOOST_TEST_REQUIRE(text_of(anew.read(model.of, redis)) == expected, "seed " << seed);
      BOOST_TEST_REQUIRE(text_of(again.read(model.of, redis)) == expected, "kept, seed " << seed);
      BOOST_TEST(again.read(model.of, redis).unique_clickers == anew.read(model.of, redis).unique_clickers);
      BOOST_TEST(anew.log.lines().empty());
    }
  }
}

BOOST_AUTO_TEST_CASE(other_goals_funnel_and_registrations_give_other_numbers_at_once) {
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    fact_drawer draw(1000 + seed);
    auto model = draw.draw_campaign();
    stored_facts redis;
    map_reading reading;
    draw.add_facts(model, 300);
    redis.store(model.encode());
    reading.read(model.of, redis);
    const auto other = draw.draw_campaign();
    model.of.conversions = other.of.conversions;
    if (draw.one_in(2)) model.of.funnel = other.of.funnel;
    if (draw.one_in(2)) model.of.registrations = other.of.registrations;
    const auto expected = text_of(naive_numbers(model).counters());
    BOOST_TEST_REQUIRE(text_of(reading.read(model.of, redis)) == expected, "seed " << seed);
  }
}

BOOST_AUTO_TEST_CASE(facts_that_are_gone_from_the_ledger_are_gone_from_the_numbers) {
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    fact_drawer draw(2000 + seed);
    auto model = draw.draw_campaign();
    stored_facts redis;
    map_reading reading;
    draw.add_facts(model, 20);
    const auto before = model;
    draw.add_facts(model, 300);
    redis.store(model.encode());
    reading.read(model.of, redis);
    stored_facts set_back;
    set_back.store(before.encode());
    for (auto& [key, version] : set_back.versions) version += 1000000;
    const auto expected = text_of(naive_numbers(before).counters());
    BOOST_TEST_REQUIRE(text_of(reading.read(before.of, set_back)) == expected, "seed " << seed);
  }
}

BOOST_AUTO_TEST_CASE(a_send_and_a_click_that_are_gone_again_no_longer_decide_what_counts) {
  fact_model model;
  model.of.id = campaign_id{7};
  model.of.recipients = 10;
  model.of.conversions = {{"Charged", 60}};
  model.of.funnel = {"sent", "Charged"};
  model.recipients[5].conversions["e"] = {"Charged", 7000, 100, "INR"};
  stored_facts before;
  before.store(model.encode());
  model.recipients[5].sent = 6000;
  model.recipients[5].first_click = 6500;
  auto after = before;
  after.store(model.encode());
  map_reading reading;
  BOOST_TEST(reading.read(model.of, after).conversions[0].click_through.converted == 1u);
  model.recipients[5].first_click.reset();
  auto not_clicked = before;
  not_clicked.store(model.encode());
  const auto unclicked = reading.read(model.of, not_clicked);
  BOOST_TEST(unclicked.conversions[0].influenced.converted == 1u);
  BOOST_TEST(unclicked.conversions[0].click_through.converted == 0u);
  const auto counters = reading.read(model.of, before);
  BOOST_TEST(counters.conversions[0].influenced.converted == 0u);
  BOOST_TEST(counters.conversions[0].click_through.converted == 0u);
  BOOST_TEST(counters.funnel == std::vector<std::uint64_t>({10, 0}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(only_what_moved_is_fetched) {
  fact_model model;
  model.of.id = campaign_id{7};
  model.of.recipients = 200000;
  model.of.links.resize(2);
  model.of.conversions = {{"Charged", 60}};
  for (const std::uint32_t position : {5u, 70000u}) {
    auto& r = model.recipients[position];
    r.sent = r.delivered = r.first_click = 100;
    r.clicked = {{0, device::ios}, {1, device::android}};
  }
  model.recipients[70000].conversions["e"] = {"Charged", 150, 0, {}};
  stored_facts redis;
  redis.store(model.encode());
  map_reading reading;
  reading.read(model.of, redis);
  reading.read(model.of, redis);
  BOOST_TEST(redis.fetched.empty());

  namespace keys = redis::keys;
  model.recipients[6].first_click = 100;
  model.recipients[6].clicked = {{0, device::ios}};
  redis.store(model.encode());
  reading.read(model.of, redis);
  const std::set<std::string> clicked{keys::clicked(model.of.id, 0, device::ios, 0),
                                      keys::clicked(model.of.id, 1, device::android, 0),
                                      keys::first_click(model.of.id, 0)};
  BOOST_TEST(redis.fetched == clicked, boost::test_tools::per_element());

  // Moved first clicks do not bring the conversions again, but decide anew which of them are click-through.
  model.recipients[70000].first_click = 99;
  redis.store(model.encode());
  reading.read(model.of, redis);
  BOOST_TEST(redis.fetched.size() == 1u);
  BOOST_TEST(redis.fetched.contains(keys::first_click(model.of.id, 1)));

  model.recipients[70001].conversions["e2"] = {"Charged", 150, 0, {}};
  redis.store(model.encode());
  reading.read(model.of, redis);
  const std::set<std::string> converted{keys::conversions(model.of.id, 1), keys::sent(model.of.id, 1),
                                        keys::first_click(model.of.id, 1)};
  BOOST_TEST(redis.fetched == converted, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_filter_finds_whom_the_model_finds) {
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    fact_drawer draw(3000 + seed);
    auto model = draw.draw_campaign();
    draw.add_facts(model, 400);
    stored_facts redis;
    redis.store(model.encode());
    const naive_numbers naive(model);
    for (int i = 0; i < 20; ++i) {
      const auto wanted = draw_filter(draw, model.of);
      const auto chunk = static_cast<std::uint32_t>(draw.below(4));
      const auto selection = recipient_selection::of(model.of, wanted, chunk).value();
      const auto found = positions_in(selection, redis.answer(selection.commands()));
      BOOST_TEST_REQUIRE(found.has_value());
      BOOST_TEST_REQUIRE((*found == naive.select(wanted, chunk)), "seed " << seed << ", filter " << i);
    }
  }
}

BOOST_AUTO_TEST_CASE(one_recipients_facts_are_those_of_the_model) {
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    fact_drawer draw(4000 + seed);
    auto model = draw.draw_campaign();
    draw.add_facts(model, 200);
    stored_facts redis;
    redis.store(model.encode());
    const naive_numbers naive(model);
    for (const auto& [position, r] : model.recipients) {
      const auto replies = redis.answer(recipient_commands(model.of, position));
      auto answer = read_recipient_replies(model.of, replies);
      BOOST_TEST_REQUIRE(answer.has_value());
      recipient_conversions conversions(model.of, position);
      const auto take = [&](std::string_view field, std::string_view value) {
        return conversions.take(field, value);
      };
      BOOST_TEST_REQUIRE(redis::take_page(replies[first_page_of_conversions], take).has_value());
      auto& facts = answer->facts;
      std::move(conversions).tell(facts);
      const auto clamped = [&](std::optional<std::int64_t> at_s) {
        return at_s ? std::optional(naive.clamped(*at_s)) : std::nullopt;
      };
      BOOST_TEST_REQUIRE((facts.sent == clamped(r.sent)));
      BOOST_TEST_REQUIRE((facts.delivered == clamped(r.delivered)));
      BOOST_TEST_REQUIRE((facts.first_click == clamped(r.first_click)));
      BOOST_TEST_REQUIRE((facts.failed == clamped(r.failed)));
      if (r.failed) BOOST_TEST(*answer->error == error_number_of(r.error));
      for (std::uint16_t link = 0; link < model.of.links.size(); ++link)
        for (std::size_t kind = 0; kind < device_kinds; ++kind)
          BOOST_TEST(facts.links[link].clicked_on[kind] ==
                     r.clicked.contains({link, static_cast<device>(kind)}));
      BOOST_TEST_REQUIRE(facts.conversions.size() == r.conversions.size());
      BOOST_TEST(std::is_sorted(facts.conversions.begin(), facts.conversions.end(),
                                [](const auto& a, const auto& b) { return a.at_s < b.at_s; }));
      std::multiset<std::pair<std::int64_t, std::int64_t>> values;
      for (const auto& [event, c] : r.conversions) values.emplace(c.at_s, c.minor_units);
      for (const auto& c : facts.conversions) values.extract(std::pair(c.at_s, c.minor_units));
      BOOST_TEST(values.empty());
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
