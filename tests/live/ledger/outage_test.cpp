#include <atomic>
#include <thread>

#include <boost/test/unit_test.hpp>

#include "attribution/redis/keys.hpp"
#include "tests/live/ledger/ledger_house.hpp"

using namespace waypost;
using namespace waypost::test;

namespace {

constexpr std::chrono::seconds long_enough{60};

// A journal whose reader breaks a contract when it is told to.
class broken_journal final : public journal_reader {
 public:
  broken_journal(std::shared_ptr<memory_log> log, const std::atomic<bool>& broken)
      : sound_(std::move(log)), broken_(broken) {}

  const journal_name& name() const noexcept override { return sound_.name(); }
  result<std::uint64_t> read(std::uint64_t from, std::size_t most, const sink& to) override {
    if (broken_) throw std::logic_error("the journal is broken");
    return sound_.read(from, most, to);
  }
  std::uint64_t end() const noexcept override { return sound_.end(); }
  bool sealed() const noexcept override { return sound_.sealed(); }
  void drained(std::uint64_t offset) noexcept override { sound_.drained(offset); }

 private:
  memory_journal sound_;
  const std::atomic<bool>& broken_;
};

std::string first_click_of(std::size_t i) {
  return redis::keys::first_click(ledger_house::campaign_at(i), 0);
}

std::size_t lines_with(const recording_log& log, std::string_view part) {
  std::size_t n = 0;
  for (const auto& line : log.lines()) n += line.find(part) != line.npos;
  return n;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(outages)

BOOST_AUTO_TEST_CASE(campaigns_that_redis_refuses_do_not_stop_the_others) {
  constexpr std::size_t refused = 68;
  ledger_house house;
  const auto journal = house.new_journal();
  for (std::size_t i = 0; i <= refused; ++i) house.register_campaign(i);
  for (std::size_t i = 0; i < refused; ++i) {
    house.client().call({"LPUSH", first_click_of(i), "not a string"});
    for (std::uint32_t r = 0; r < 5; ++r) house.tap(*journal, i, r, 0);
  }
  auto drain = house.new_drain();
  BOOST_TEST(eventually([&] { return house.log.contains("steps keep failing"); }));
  for (std::uint32_t r = 0; r < 100; ++r) house.tap(*journal, refused, r, 1);
  BOOST_TEST(
      eventually([&] { return house.counters(refused).unique_clickers == 100; }, std::chrono::seconds(20)));
  BOOST_TEST(lines_with(house.log, "keep failing") == 1u);
  for (std::size_t i = 0; i < refused; ++i) house.client().call({"DEL", first_click_of(i)});
  BOOST_TEST(drain->stop(long_enough));
  BOOST_TEST(house.difference() == "");
}

BOOST_AUTO_TEST_CASE(refused_campaigns_leave_the_memory_to_the_others) {
  constexpr std::size_t refused = 20;
  constexpr std::uint32_t clicks = 16000;  // of each: all of them are more than the drain keeps
  ledger_house house;
  const auto journal = house.new_journal();
  for (std::size_t i = 0; i <= refused; ++i) house.register_campaign(i);
  for (std::size_t i = 0; i < refused; ++i) {
    house.client().call({"LPUSH", first_click_of(i), "not a string"});
    for (std::uint32_t n = 0; n < clicks; ++n)
      house.tap(*journal, i, n % 1000, static_cast<std::uint16_t>(n % 3));
  }
  for (std::uint32_t r = 0; r < 100; ++r) house.tap(*journal, refused, r, 1);
  auto drain = house.new_drain();
  BOOST_TEST(eventually([&] { return house.counters(refused).unique_clickers == 100; }));
  for (std::size_t i = 0; i < refused; ++i) house.client().call({"DEL", first_click_of(i)});
  BOOST_TEST(drain->stop(long_enough));
  BOOST_TEST(house.difference() == "");
}

BOOST_AUTO_TEST_CASE(a_stop_tells_the_journals_what_is_applied) {
  for (const auto* fsync : {"always", "everysec"}) {
    ledger_house house({.appendfsync = fsync, .arguments = {}});
    house.register_campaign(0);
    const auto journal = house.new_journal();
    for (std::uint32_t r = 0; r < 100; ++r) house.tap(*journal, 0, r, 0);
    auto drain = house.new_drain();
    BOOST_TEST(drain->stop(long_enough));
    BOOST_TEST(journal->drained() == 100u);
  }
}

BOOST_AUTO_TEST_CASE(a_drain_on_hold_leaves_redis_alone_and_goes_on_afterwards) {
  ledger_house house;
  house.register_campaign(0);
  const auto journal = house.new_journal();
  house.tap(*journal, 0, 1, 0);
  auto drain = house.new_drain();
  BOOST_TEST(eventually([&] { return journal->drained() == 1; }));
  drain->hold(true);
  // Time for what began before: a step that is under way is finished.
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  house.client().call({"FLUSHALL"});
  for (std::uint32_t r = 0; r < 100; ++r) house.tap(*journal, 0, r, 1);
  // Longer than positions and the disk are left unasked.
  std::this_thread::sleep_for(std::chrono::seconds(6));
  BOOST_TEST(house.client().call({"DBSIZE"}).integer == 0);
  BOOST_TEST(journal->drained() == 1u);
  drain->hold(false);
  BOOST_TEST(drain->stop(long_enough));
  BOOST_TEST(house.difference() == "");
}

BOOST_AUTO_TEST_CASE(a_drain_that_broke_is_not_connected) {
  ledger_house house;
  const auto journal = house.new_journal();
  std::atomic<bool> broken = false;
  std::vector<std::unique_ptr<journal_reader>> readers;
  readers.push_back(std::make_unique<broken_journal>(journal, broken));
  drain d({.redis = redis::parse_endpoint(house.redis.endpoint()).value()}, house.campaigns,
          std::move(readers), house.log);
  BOOST_TEST(eventually([&] { return d.connected(); }));
  broken = true;
  BOOST_TEST(eventually([&] { return house.log.contains("alarm the drain ended"); }));
  BOOST_TEST(eventually([&] { return !d.connected(); }, std::chrono::seconds(5)));
  BOOST_TEST(!d.stop(long_enough));
}

BOOST_AUTO_TEST_SUITE_END()
