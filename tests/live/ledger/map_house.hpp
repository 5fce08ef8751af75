#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "attribution/ledger/callback_matcher.hpp"
#include "attribution/ledger/callback_sweep.hpp"
#include "attribution/ledger/directory_attributor.hpp"
#include "attribution/ledger/fields.hpp"
#include "attribution/ledger/known_callbacks.hpp"
#include "attribution/ledger/ledger_store.hpp"
#include "attribution/ledger/message_map.hpp"
#include "attribution/ledger/waiting_callbacks.hpp"
#include "attribution/ledger/waiting_room.hpp"
#include "attribution/redis/keys.hpp"
#include "tests/live/ledger/ledger_house.hpp"
#include "tests/live/redis/connected.hpp"
#include "tests/unit/ledger/samples.hpp"

namespace waypost::test {

inline constexpr auto lifetime_ms = std::int64_t{1000} * message_map::lifetime.count();
inline constexpr auto some_account = ledger_house::account;

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
  known_callbacks known{waiting, again, now};
  callback_sweep sweep{link.io.get_executor(), messages, waiting, known, now, {}, link.log};
  const directory none;
  directory_attributor campaigns{none};
  waiting_room places{campaigns};
  callback_matcher matcher{messages, waiting, known, places, sweep, again, now};

  ledger_store store{link.redis};

  map_house() {
    BOOST_TEST_REQUIRE(link.wait());
    BOOST_TEST_REQUIRE(link.run(store.load_scripts()).has_value());
  }

  // An account's stands where a campaign's does.
  static constexpr campaign_id ledger{static_cast<std::uint64_t>(some_account)};

  void remember(const std::map<std::string, std::uint32_t>& some) {
    BOOST_TEST_REQUIRE(link.run(messages.remember(some_account, campaign_id{100}, some)).has_value());
  }
  std::optional<message_place> find(const std::string& id) {
    const std::vector<std::string> ids{id};
    return link.run(messages.find(some_account, ids)).value().at(0);
  }

  std::string key_of(const std::string& id) const {
    return redis::keys::messages(some_account, now_ms / lifetime_ms, hash_of_message(id));
  }

  // As a step's facts.
  void let_wait(const std::string& id, std::int64_t at_s = 5, report_type type = report_type::delivered) {
    const waiting_callback waits{{.type = type, .at_s = at_s}, now_ms / 1000};
    step_facts facts;
    facts.waiting[hash_of_waiting(id)].try_emplace(fields::waiting(type, id), waits);
    BOOST_TEST_REQUIRE(link.run(store.write_facts(ledger, some_journal, 1, facts)).has_value());
  }
  std::string waits(const std::string& id, report_type type = report_type::delivered) {
    return link
        .call({"HGET", redis::keys::waiting(some_account, hash_of_waiting(id)), fields::waiting(type, id)})
        .value()
        .text;
  }
  // Looks at all that waits.
  result<void> sweep_once() {
    for (;;) {
      const auto seen = link.run(sweep.look_on(some_account));
      if (!seen) return seen.error();
      if (*seen == callback_sweep::looked::at_the_last) return {};
    }
  }
  std::int64_t left() {
    std::int64_t sum = 0;
    for (std::uint32_t hash = 0; hash < redis::keys::hashes_of_waiting; ++hash)
      sum += link.call({"HLEN", redis::keys::waiting(some_account, hash)}).value().integer;
    return sum;
  }
  std::string unknown_messages() {
    return link.call({"GET", redis::keys::unknown_messages(ledger_house::account)}).value().text;
  }
};

}  // namespace waypost::test
