#include "attribution/recipients/slices.hpp"

#include <map>
#include <random>
#include <set>

#include <boost/asio/detached.hpp>
#include <boost/test/unit_test.hpp>

#include "attribution/recipients/campaign_turns.hpp"
#include "attribution/recipients/chunk_by_hash.hpp"
#include "attribution/recipients/distinct_ids.hpp"
#include "attribution/recipients/grouping.hpp"
#include "attribution/recipients/staged_name.hpp"
#include "tests/support/run_task.hpp"

using namespace waypost;
using waypost::test::run_task;

namespace {

void groups_well(std::size_t items, std::uint32_t keys_end) {
  std::mt19937 random(3);
  std::vector<std::uint32_t> keys;
  for (std::size_t i = 0; i < items; ++i) keys.push_back(static_cast<std::uint32_t>(random() % keys_end));
  boost::asio::io_context io;
  const auto made = run_task(io, group_by_key(keys, keys_end));
  BOOST_REQUIRE(made.items.size() == items);
  std::set<std::uint32_t> seen;
  std::uint32_t next = 0;
  for (const auto& g : made.groups) {
    BOOST_REQUIRE(g.first == next);
    BOOST_REQUIRE(g.end > g.first);
    BOOST_REQUIRE(seen.insert(g.key).second && *seen.rbegin() == g.key);
    for (auto i = g.first; i < g.end; ++i) {
      BOOST_REQUIRE(keys[made.items[i]] == g.key);
      BOOST_REQUIRE((i == g.first || made.items[i - 1] < made.items[i]));
    }
    next = g.end;
  }
  BOOST_TEST(next == items);
}

boost::asio::awaitable<void> take_turn(campaign_turns& turns, campaign_id id, int name,
                                       std::vector<int>& order) {
  const auto turn = co_await turns.take(id);
  order.push_back(name);
  for (int i = 0; i < 5; ++i) co_await let_others_run();
  order.push_back(name);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(work_in_slices)

BOOST_AUTO_TEST_CASE(few_items_are_grouped) { groups_well(1000, 100000); }
BOOST_AUTO_TEST_CASE(many_items_are_grouped) { groups_well(200000, 1000); }
BOOST_AUTO_TEST_CASE(items_of_one_key_are_one_group) { groups_well(5000, 1); }
BOOST_AUTO_TEST_CASE(no_items_are_no_groups) { groups_well(0, 10); }

BOOST_AUTO_TEST_CASE(repeated_ids_are_one) {
  std::vector<std::string> texts;
  for (int i = 0; i < 10000; ++i) texts.push_back("u" + std::to_string(i % 700));
  const std::vector<std::string_view> rows(texts.begin(), texts.end());
  boost::asio::io_context io;
  const auto made = run_task(io, without_repetitions(rows));
  BOOST_TEST(made.ids.size() == 700u);
  for (std::size_t i = 0; i < rows.size(); ++i) BOOST_REQUIRE(made.ids[made.of_row[i]] == rows[i]);
  BOOST_TEST(made.ids[3] == "u3");
}

BOOST_AUTO_TEST_CASE(ids_chosen_for_their_stored_hash_are_found_as_quickly_as_others) {
  constexpr std::size_t count = 4000;
  std::vector<std::string> texts;
  for (int i = 0; texts.size() < count; ++i) {
    auto id = "u" + std::to_string(i);
    if (hash_of(campaign_id{1}, id) % 16384 < 64) texts.push_back(std::move(id));
  }
  id_table table(count);
  std::vector<std::string_view> ids;
  for (const auto& id : texts) table.find_or_add(id, ids);
  BOOST_TEST(ids.size() == count);
  BOOST_TEST(table.probes() < 2 * count);
}

BOOST_AUTO_TEST_CASE(turns_of_one_campaign_come_one_after_the_other_in_order) {
  boost::asio::io_context io;
  campaign_turns turns;
  std::vector<int> order;
  for (int i = 0; i < 4; ++i)
    boost::asio::co_spawn(io, take_turn(turns, campaign_id{1}, i, order), boost::asio::detached);
  io.run();
  BOOST_TEST(order == (std::vector<int>{0, 0, 1, 1, 2, 2, 3, 3}));
  io.restart();
  order.clear();
  boost::asio::co_spawn(io, take_turn(turns, campaign_id{1}, 9, order), boost::asio::detached);
  io.run();
  BOOST_TEST(order == (std::vector<int>{9, 9}));
}

BOOST_AUTO_TEST_CASE(campaigns_do_not_wait_for_each_other) {
  boost::asio::io_context io;
  campaign_turns turns;
  std::vector<int> order;
  for (int i = 0; i < 2; ++i)
    boost::asio::co_spawn(io, take_turn(turns, campaign_id{static_cast<std::uint64_t>(i)}, i, order),
                          boost::asio::detached);
  io.run();
  BOOST_TEST(order == (std::vector<int>{0, 1, 0, 1}));
}

BOOST_AUTO_TEST_CASE(a_turn_may_outlive_what_it_came_from) {
  std::vector<int> order;
  auto turns = std::make_unique<campaign_turns>();
  boost::asio::io_context io;
  for (int i = 0; i < 2; ++i)
    boost::asio::co_spawn(io, take_turn(*turns, campaign_id{1}, i, order), boost::asio::detached);
  io.run_one();
  io.run_one();
  turns.reset();
}

BOOST_AUTO_TEST_CASE(staged_names_are_read_back) {
  const staged_name name{campaign_id{0xabc}, upload_id{0xdef}, 1700000000123, 4000, 2084};
  BOOST_TEST(name.field() == "0000000000000abc:0000000000000def");
  BOOST_TEST(name.value() == "1700000000123 4000 2084");
  BOOST_TEST((parse_staged_name(name.field(), name.value()) == name));
}

BOOST_AUTO_TEST_CASE(other_names_are_not_taken_for_staged_ones) {
  const std::string field = "0000000000000abc:0000000000000def";
  for (const auto* value : {"", "1 2", "1 2 3 4", "x 2 3", "1  3", "1 2 3x", "1 -2 3", "1 2 99999999999"})
    BOOST_TEST(!parse_staged_name(field, value), value);
  for (const auto* bad : {"", ":", "abc", "0000000000000abc:def", "0000000000000abc0000000000000def"})
    BOOST_TEST(!parse_staged_name(bad, "1 2 3"), bad);
}

BOOST_AUTO_TEST_SUITE_END()
