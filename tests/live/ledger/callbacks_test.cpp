#include <atomic>
#include <random>

#include <boost/test/unit_test.hpp>

#include <waypost/callback.hpp>

#include "attribution/ledger/message_map.hpp"
#include "attribution/redis/keys.hpp"
#include "tests/live/ledger/ledger_house.hpp"

using namespace waypost;
using namespace waypost::test;

namespace {

namespace keys = redis::keys;

constexpr std::chrono::seconds long_enough{60};
constexpr auto lifetime_ms = std::int64_t{1000} * message_map::lifetime.count();

// A house whose drains report again into a journal of their own.
struct callback_house : ledger_house {
  std::shared_ptr<memory_log> reports = new_journal(1, 0);
  std::shared_ptr<memory_log> own = new_journal(1, 9);
  std::atomic<std::int64_t> ahead_ms = 0;

  callback_house() {
    register_campaign(0);
    again = [this](const report& r) {
      own->append({0, r});
      return true;
    };
    now = [this] { return system_time_ms() + ahead_ms; };
  }

  void sent(std::uint32_t recipient) {
    const campaign_report said{.at_s = created_s + 1, .position = recipient, .message_id = id_of(recipient)};
    reports->append({0, report{now(), campaign_at(0), to_report_text(said)}});
  }
  void called_back(std::uint32_t recipient, report_type type = report_type::delivered) {
    campaign_report said{.type = type, .at_s = created_s + 10 + recipient, .message_id = id_of(recipient)};
    if (type == report_type::failed) said.error = "910";
    std::string text;
    callback::append_text(said, text);
    reports->append({0, report{now(), campaign_id{static_cast<std::uint64_t>(account)}, text}});
  }
  static std::string id_of(std::uint32_t recipient) { return "m" + std::to_string(recipient); }

  std::int64_t waiting() {
    std::int64_t sum = 0;
    for (std::uint32_t hash = 0; hash < keys::hashes_of_waiting; ++hash)
      sum += client().call({"HLEN", keys::waiting(account, hash)}).integer;
    return sum;
  }
  std::string unknown_messages() {
    return client().call({"GET", keys::unknown_messages(ledger_house::account)}).text;
  }
  std::uint64_t delivered() { return total(counters(0).delivered); }
};

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
  house.ahead_ms = lifetime_ms + 1000;
  BOOST_TEST(eventually([&] { return house.unknown_messages() == "1"; }));
  BOOST_TEST(house.waiting() == 0);
  BOOST_TEST(house.delivered() == 0u);
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
