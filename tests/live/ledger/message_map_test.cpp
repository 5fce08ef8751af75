#include "attribution/ledger/message_map.hpp"

#include <set>

#include <boost/test/unit_test.hpp>

#include "attribution/ledger/callback_matcher.hpp"
#include "attribution/ledger/callback_sweep.hpp"
#include "attribution/ledger/fields.hpp"
#include "attribution/ledger/waiting_callbacks.hpp"
#include "attribution/redis/keys.hpp"
#include "tests/live/ledger/ledger_house.hpp"
#include "tests/live/redis/connected.hpp"
#include "tests/unit/ledger/samples.hpp"

using namespace waypost;
using namespace waypost::test;

namespace {

namespace keys = redis::keys;

constexpr auto lifetime_ms = std::int64_t{1000} * message_map::lifetime.count();
constexpr auto some_account = ledger_house::account;

// A Redis with a map and what waits, and a clock that stands still.
struct map_house {
  redis_process process;
  connected link{process.endpoint()};
  std::int64_t now_ms = 100 * lifetime_ms;
  message_map messages{link.redis, [this] { return now_ms; }};
  waiting_callbacks waiting{link.redis};
  std::vector<std::string> reported;
  std::size_t room = 1000;
  report_again again = [this](const report& r) {
    if (reported.size() >= room) return false;
    reported.emplace_back(r.text);
    return true;
  };
  wall_clock now = [this] { return now_ms; };
  callback_sweep sweep{link.io.get_executor(), messages, waiting, again, now, link.log};
  callback_matcher matcher{messages, waiting, sweep, again, now};

  map_house() { BOOST_TEST_REQUIRE(link.wait()); }

  void remember(const std::map<std::string, std::uint32_t>& some) {
    BOOST_TEST_REQUIRE(link.run(messages.remember(some_account, campaign_id{100}, some)).has_value());
  }
  std::optional<message_place> find(const std::string& id) {
    const std::vector<std::string> ids{id};
    return link.run(messages.find(some_account, ids)).value().at(0);
  }

  std::string key_of(const std::string& id) const {
    return keys::messages(some_account, now_ms / lifetime_ms, hash_of_message(id));
  }

  void let_wait(const std::string& id) {
    const campaign_report said{.type = report_type::delivered, .at_s = 5};
    const auto text = to_report_text(said);
    const auto field = fields::waiting(text, id);
    const auto hash = static_cast<std::uint32_t>(checksum(field) % keys::hashes_of_waiting);
    const auto value = std::to_string(now_ms / 1000) + ':' + text;
    BOOST_TEST_REQUIRE(link.call({"HSETNX", keys::waiting(some_account, hash), field, value}).has_value());
  }
  std::int64_t left() {
    std::int64_t sum = 0;
    for (std::uint32_t hash = 0; hash < keys::hashes_of_waiting; ++hash)
      sum += link.call({"HLEN", keys::waiting(some_account, hash)}).value().integer;
    return sum;
  }
  std::string unknown_messages() {
    return link.call({"GET", keys::unknown_messages(ledger_house::account)}).value().text;
  }
};

}  // namespace

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

BOOST_AUTO_TEST_CASE(what_waits_is_reported_once_its_message_is_known) {
  map_house h;
  for (int i = 0; i < 1000; ++i) h.let_wait("m" + std::to_string(i));
  BOOST_TEST(h.link.run(h.sweep.sweep(some_account)).value() == 1000u);
  BOOST_TEST(h.reported.empty());
  h.remember({{"m5", 5}, {"m6", 6}});
  BOOST_TEST(h.link.run(h.sweep.sweep(some_account)).value() == 998u);
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
  BOOST_TEST((h.link.run(h.sweep.sweep(some_account)).error() == errc::full));
  BOOST_TEST(h.left() == 1);
  h.room = 1;
  BOOST_TEST(h.link.run(h.sweep.sweep(some_account)).value() == 0u);
  BOOST_TEST(h.left() == 0);
}

BOOST_AUTO_TEST_CASE(what_waited_for_a_lifetime_is_given_up_and_counted_once) {
  map_house h;
  h.let_wait("m1");
  h.let_wait("m2");
  h.now_ms += lifetime_ms - 1000;
  h.let_wait("m3");
  BOOST_TEST(h.link.run(h.sweep.sweep(some_account)).value() == 3u);
  h.now_ms += 1000;
  BOOST_TEST(h.link.run(h.sweep.sweep(some_account)).value() == 1u);
  BOOST_TEST(h.unknown_messages() == "2");
  BOOST_TEST(h.link.run(h.sweep.sweep(some_account)).value() == 1u);
  BOOST_TEST(h.unknown_messages() == "2");
  BOOST_TEST(h.left() == 1);
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
