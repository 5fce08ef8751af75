#include <atomic>
#include <filesystem>
#include <thread>

#include <boost/test/unit_test.hpp>

#include "tests/live/ledger/ledger_house.hpp"

using namespace waypost;
using namespace waypost::test;

namespace {

constexpr std::chrono::seconds long_enough{60};
constexpr std::size_t campaigns = 8;

// A house whose campaigns are clicked all the time by a thread of its own, while the test hurts Redis.
struct clicked_house {
  explicit clicked_house(redis_process_options options = {}) : house(std::move(options)) {
    for (std::size_t i = 0; i < campaigns; ++i) house.register_campaign(i);
    journal = house.new_journal();
    drain = house.new_drain(500);
    BOOST_TEST_REQUIRE(eventually([&] { return drain->connected(); }));
  }

  void click_on(std::chrono::milliseconds time) {
    const auto end = std::chrono::steady_clock::now() + time;
    while (std::chrono::steady_clock::now() < end) {
      for (int i = 0; i < 200; ++i, ++clicked)
        house.tap(*journal, clicked % campaigns, clicked % 1000, static_cast<std::uint16_t>(clicked % 3));
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }

  void all_counts_once() {
    const auto wrong = house.difference_in_the_end();
    BOOST_TEST(wrong == "");
    if (!wrong.empty())
      for (const auto& line : house.log.lines()) BOOST_TEST_MESSAGE(line);
    BOOST_TEST(drain->stop(long_enough));
    BOOST_TEST(house.difference() == "");
  }

  ledger_house house;
  std::shared_ptr<memory_log> journal;
  std::unique_ptr<waypost::drain> drain;
  std::uint32_t clicked = 0;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(redis_faults)

BOOST_AUTO_TEST_CASE(redis_killed_again_and_again_counts_once) {
  clicked_house c;
  for (int round = 0; round < 6; ++round) {
    c.click_on(std::chrono::milliseconds(120));
    c.house.redis.kill_hard();
    c.click_on(std::chrono::milliseconds(40));
    c.house.redis.start_again();
  }
  c.click_on(std::chrono::milliseconds(100));
  c.all_counts_once();
}

BOOST_AUTO_TEST_CASE(redis_that_syncs_every_second_killed_counts_once) {
  clicked_house c({.appendfsync = "everysec", .arguments = {}});
  for (int round = 0; round < 3; ++round) {
    c.click_on(std::chrono::milliseconds(200));
    c.house.redis.kill_hard();
    c.house.redis.start_again();
  }
  c.all_counts_once();
}

BOOST_AUTO_TEST_CASE(a_frozen_redis_delays_and_does_not_double) {
  clicked_house c;
  c.click_on(std::chrono::milliseconds(100));
  c.house.redis.freeze();
  c.click_on(std::chrono::milliseconds(300));
  // Past the limit of a call, so that what was sent becomes a late call.
  BOOST_TEST(eventually([&] { return !c.drain->connected(); }));
  c.house.redis.thaw();
  c.click_on(std::chrono::milliseconds(100));
  c.all_counts_once();
}

BOOST_AUTO_TEST_CASE(scripts_flushed_under_way_are_loaded_again) {
  clicked_house c;
  for (int round = 0; round < 10; ++round) {
    c.click_on(std::chrono::milliseconds(60));
    c.house.client().call({"SCRIPT", "FLUSH"});
  }
  c.all_counts_once();
}

BOOST_AUTO_TEST_CASE(a_redis_set_back_is_brought_up_again_without_a_new_click) {
  clicked_house c;
  const auto data = c.house.redis.folder() / "appendonlydir";
  const auto kept = c.house.redis.folder() / "kept";
  c.click_on(std::chrono::milliseconds(200));
  BOOST_TEST(c.house.difference_in_the_end() == "");
  c.house.redis.stop();
  std::filesystem::copy(data, kept, std::filesystem::copy_options::recursive);
  c.house.redis.start_again();
  c.click_on(std::chrono::milliseconds(200));
  BOOST_TEST(c.house.difference_in_the_end() == "");
  c.house.redis.kill_hard();
  std::filesystem::remove_all(data);
  std::filesystem::rename(kept, data);
  c.house.redis.start_again();
  c.all_counts_once();
  BOOST_TEST(c.house.log.contains("are applied again"));
}

BOOST_AUTO_TEST_CASE(an_emptied_redis_is_filled_again_from_the_journal) {
  clicked_house c;
  c.click_on(std::chrono::milliseconds(200));
  BOOST_TEST(c.house.difference_in_the_end() == "");
  c.house.client().call({"FLUSHALL"});
  c.all_counts_once();
}

BOOST_AUTO_TEST_CASE(redis_and_drain_killed_together_count_once) {
  clicked_house c;
  for (int round = 0; round < 4; ++round) {
    c.click_on(std::chrono::milliseconds(100));
    c.house.redis.kill_hard();
    c.drain.reset();
    c.house.redis.start_again();
    c.drain = c.house.new_drain(500);
  }
  c.all_counts_once();
}

BOOST_AUTO_TEST_SUITE_END()
