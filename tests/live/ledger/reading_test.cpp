#include <cstdint>
#include <future>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

#include "attribution/ledger/ledger_reader.hpp"
#include "attribution/redis/keys.hpp"
#include "tests/live/redis/connected.hpp"
#include "tests/support/redis_process.hpp"
#include "tests/unit/ledger/fact_model.hpp"
#include "tests/unit/ledger/naive_numbers.hpp"

using namespace waypost;
using namespace waypost::test;
namespace keys = waypost::redis::keys;

namespace {

// A Redis that has what a model says, and a reader of it.
class facts_house {
 public:
  facts_house() { link.wait(); }

  // Writes what is new, as a step would: the facts, then their versions.
  void store(const fact_model& model) {
    const auto now = model.encode();
    std::vector<std::string> touched;
    for (const auto& [key, value] : now.strings)
      if (std::exchange(stored_.strings[key], value) != value) {
        call({"SET", key, value});
        touched.push_back(key);
      }
    for (const auto& [key, hash] : now.hashes)
      if (std::exchange(stored_.hashes[key], hash) != hash) {
        redis::command set{"HSET", key};
        for (const auto& [field, value] : hash) set.add(field).add(value);
        call({"DEL", key});
        call(set);
        touched.push_back(key);
      }
    move(model.of.id, touched);
  }

  void move(campaign_id campaign, const std::vector<std::string>& touched) {
    if (touched.empty()) return;
    redis::command versions{"HSET", keys::ledger(campaign)};
    for (const auto& key : touched)
      versions.add(fields::version(campaign, key)).add(detail::hex16(++version_));
    call(versions);
  }

  redis::reply call(const redis::command& c) { return link.call(c).value(); }

  result<campaign_counters> read(const campaign& of) { return link.run(reader.read(of)); }

  redis_process redis;
  connected link{redis.endpoint()};
  ledger_reader reader{link.redis, link.log};

 private:
  fact_model::encoded stored_;
  std::uint64_t version_ = 0x1000;
};

std::int64_t commands_done(facts_house& house) {
  const auto info = house.call({"INFO", "stats"}).text;
  return std::stoll(info.substr(info.find("total_commands_processed:") + 25));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(reading)

BOOST_AUTO_TEST_CASE(a_reader_gives_the_models_numbers_whatever_it_has_kept) {
  facts_house house;
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    fact_drawer draw(seed);
    auto model = draw.draw_campaign();
    model.of.id = campaign_id{seed};
    ledger_reader forgetful(house.link.redis, house.link.log, 0);
    ledger_reader tight(house.link.redis, house.link.log, 30000);
    for (const int events : {0, 30, 300, 3}) {
      draw.add_facts(model, events);
      house.store(model);
      const auto expected = text_of(naive_numbers(model).counters());
      for (auto* reader : {&house.reader, &forgetful, &tight})
        BOOST_TEST_REQUIRE(text_of(house.link.run(reader->read(model.of)).value()) == expected,
                           "seed " << seed);
    }
    for (const auto& [position, r] : model.recipients) {
      const auto facts = house.link.run(house.reader.read_recipient(model.of, position)).value();
      BOOST_TEST(facts.error == r.error);
      BOOST_TEST(facts.conversions.size() == r.conversions.size());
    }
    recipient_filter clicked;
    clicked.clicked = true;
    BOOST_TEST((house.link.run(house.reader.select(model.of, clicked, 0)).value() ==
                naive_numbers(model).select(clicked, 0)));
  }
  BOOST_TEST(!house.link.log.contains("alarm"));
}

BOOST_AUTO_TEST_CASE(a_campaign_at_rest_costs_one_call) {
  facts_house house;
  fact_drawer draw(3);
  auto model = draw.draw_campaign();
  draw.add_facts(model, 300);
  house.store(model);
  house.read(model.of).value();
  const auto before = commands_done(house);
  house.read(model.of).value();
  BOOST_TEST(commands_done(house) - before == 2);  // and the asking
}

BOOST_AUTO_TEST_CASE(counts_of_the_ledger_stand_beside_what_facts_say) {
  facts_house house;
  fact_model model;
  model.of.id = campaign_id{9};
  model.of.recipients = 10;
  model.of.links.resize(3);
  model.recipients[4].clicked = {{1, device::ios}};
  model.unknown = {{"nobody", "a"}, {"nobody", "b"}};
  house.store(model);
  house.call({"HSET", keys::ledger(model.of.id), "clicks:0:17", "5", "clicks:1:17", "6", "systems:iOS", "11",
              "fallbacks", "2", "unknown_recipients", "3"});
  for (int i = 0; i < 2; ++i) {
    const auto counters = house.read(model.of).value();
    BOOST_TEST_REQUIRE(counters.links.size() == 2u);
    BOOST_TEST(counters.links[0].clicks.at(17) == 5u);
    BOOST_TEST(counters.links[0].unique_clickers == 0u);
    BOOST_TEST(counters.links[1].clicks.at(17) == 6u);
    BOOST_TEST(counters.links[1].unique_clickers == 1u);
    BOOST_TEST(counters.systems.at("iOS") == 11u);
    BOOST_TEST(counters.fallbacks == 2u);
    BOOST_TEST(counters.unknown_recipients == 5u);
  }
}

BOOST_AUTO_TEST_CASE(keys_of_every_kind_that_are_gone_raise_an_alarm_each_and_count_as_empty) {
  facts_house house;
  fact_drawer draw(5);
  auto model = draw.draw_campaign();
  draw.add_facts(model, 500);
  house.store(model);
  std::size_t gone = 0;
  for (const auto& key : house.call({"KEYS", "*"}).elements) {
    if (key.text == keys::ledger(model.of.id)) continue;
    house.call({"DEL", key.text});
    ++gone;
  }
  for (int i = 0; i < 2; ++i) {
    ledger_reader& reader = house.reader;
    const auto counters = house.link.run(reader.read(model.of)).value();
    BOOST_TEST(counters.sent.empty());
    BOOST_TEST(counters.unique_clickers == 0u);
  }
  std::size_t told = 0;
  for (const auto& line : house.link.log.lines()) told += line.starts_with("alarm campaign") ? 1 : 0;
  BOOST_TEST(told == gone);
}

BOOST_AUTO_TEST_CASE(a_damaged_key_fails_the_reading_and_what_is_mended_is_read_again) {
  facts_house house;
  fact_drawer draw(8);
  auto model = draw.draw_campaign();
  draw.add_facts(model, 500);
  model.recipients[0].sent = model.of.created_s;
  house.store(model);
  const auto expected = text_of(naive_numbers(model).counters());
  const auto sent = keys::sent(model.of.id, 0);
  const auto whole = house.call({"GET", sent}).text;
  house.call({"SET", sent, whole + "x"});
  BOOST_TEST((house.read(model.of).error() == errc::corrupt));
  BOOST_TEST(house.link.log.contains(sent));
  house.call({"DEL", sent});
  house.call({"SADD", sent, "what?"});
  BOOST_TEST((house.read(model.of).error() == errc::redis_error));
  house.call({"SET", sent, whole});
  BOOST_TEST(text_of(house.read(model.of).value()) == expected);
}

BOOST_AUTO_TEST_CASE(an_error_whose_name_came_after_its_version_is_looked_up_again) {
  facts_house house;
  fact_model model;
  model.of.id = campaign_id{9};
  model.of.recipients = 10;
  model.recipients[1].failed = 100;
  model.recipients[1].error = "910";
  house.store(model);
  house.read(model.of).value();
  // A step's facts are there, and of its versions those of the chunk only.
  model.recipients[2].failed = 100;
  model.recipients[2].error = "E-17";
  house.call({"HSET", keys::errors(model.of.id), fields::error(error_number_of("E-17")), "E-17"});
  house.call({"SET", keys::failed(model.of.id, 0), model.encode().strings[keys::failed(model.of.id, 0)]});
  house.move(model.of.id, {keys::failed(model.of.id, 0)});
  const auto errors = house.read(model.of).value().errors;
  BOOST_TEST(errors.size() == 2u);
  BOOST_TEST(errors.contains("E-17"));
}

BOOST_AUTO_TEST_CASE(hashes_of_many_pages_are_read_as_a_whole_and_no_reply_is_large) {
  facts_house house;
  constexpr std::int64_t many = 30000;
  campaign of;
  of.id = campaign_id{1};
  of.created_s = 1'700'000'000;
  of.recipients = 10;
  of.links.resize(1);
  of.registrations = {{0, of.created_s}};
  of.conversions = {{"Charged", 100000}};
  const auto conversions = keys::conversions(of.id, 0);
  const auto counts = keys::plain_counts(of.id, 0);
  for (std::int64_t i = 0; i < many;) {
    redis::command converted{"HSET", conversions};
    redis::command sent{"HSET", counts};
    for (const auto end = i + 1000; i < end; ++i) {
      const auto at = std::to_string(of.created_s + 60 + i);
      const auto event = "e:" + std::to_string(i);
      converted.add("3:" + event).add("3:" + at + ":7:INR:Charged");
      sent.add("sent:" + event).add("2:" + at + ":0");
    }
    house.call(converted);
    house.call(sent);
  }
  house.move(of.id, {conversions, counts});
  house.call({"CONFIG", "RESETSTAT"});

  const auto counters = house.read(of).value();
  const auto& goal = counters.conversions.at(0).influenced;
  BOOST_TEST(goal.converted == 1U);
  std::int64_t revenue = 0;
  for (const auto& [quarter, sums] : goal.revenue) revenue += sums.at("INR");
  BOOST_TEST(revenue == 7 * many);
  std::uint64_t sent = 0;
  for (const auto& [quarter, n] : counters.sent) sent += n;
  BOOST_TEST(sent == 2U * many);

  const auto facts = house.link.run(house.reader.read_recipient(of, 3)).value();
  BOOST_TEST(facts.conversions.size() == 1000U);
  BOOST_TEST(facts.more_conversions);
  BOOST_TEST(facts.conversions.front().at_s == of.created_s + 60);
  BOOST_TEST(facts.conversions.back().at_s == of.created_s + 60 + 999);
  BOOST_TEST(!house.link.run(house.reader.read_recipient(of, 4)).value().more_conversions);

  recipient_filter converted;
  converted.converted = true;
  const auto selected = house.link.run(house.reader.select(of, converted, 0)).value();
  BOOST_TEST((selected == std::vector<std::uint32_t>{3}));
  const auto stats = house.call({"INFO", "commandstats"}).text;
  BOOST_TEST(stats.find("cmdstat_hvals") == std::string::npos);
  BOOST_TEST(stats.find("cmdstat_hgetall:calls=1,") != std::string::npos);  // the ledger
  BOOST_TEST(!house.link.log.contains("alarm"));
}

BOOST_AUTO_TEST_CASE(readers_of_one_campaign_at_a_time_share_what_the_first_has_read) {
  facts_house house;
  fact_drawer draw(6);
  auto model = draw.draw_campaign();
  draw.add_facts(model, 300);
  house.store(model);
  const auto before = commands_done(house);
  house.read(model.of).value();
  const auto alone = commands_done(house) - before;
  ledger_reader fresh(house.link.redis, house.link.log);
  std::vector<std::future<result<campaign_counters>>> answers;
  const auto before_all = commands_done(house);
  for (int i = 0; i < 10; ++i)
    answers.push_back(boost::asio::co_spawn(house.link.io, fresh.read(model.of), boost::asio::use_future));
  house.link.io.restart();
  const auto expected = text_of(naive_numbers(model).counters());
  for (auto& answer : answers) {
    while (answer.wait_for(std::chrono::seconds(0)) != std::future_status::ready)
      house.link.io.run_one_for(std::chrono::milliseconds(50));
    BOOST_TEST(text_of(answer.get().value()) == expected);
  }
  BOOST_TEST(commands_done(house) - before_all == alone + 9);
}

BOOST_AUTO_TEST_SUITE_END()
