#include "tests/unit/ledger/simulator.hpp"

#include <boost/test/unit_test.hpp>

using namespace waypost::test;

namespace {

constexpr std::uint32_t schedules = 100000;

// A sanitizer makes each schedule about ten times as dear.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::uint32_t played = schedules / 10;
#else
constexpr std::uint32_t played = schedules;
#endif

// Plays until a schedule goes wrong; what is wrong with it.
std::optional<std::string> first_error(protocol rules, std::uint32_t most) {
  for (std::uint32_t seed = 0; seed < most; ++seed)
    if (auto wrong = play_schedule(seed, rules)) return "schedule " + std::to_string(seed) + ": " + *wrong;
  return std::nullopt;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(simulator)

BOOST_AUTO_TEST_CASE(every_click_and_every_report_counts_once_in_every_schedule) {
  const auto wrong = first_error({}, played);
  BOOST_TEST(!wrong.has_value(), wrong.value_or(""));
}

BOOST_AUTO_TEST_CASE(without_the_fence_the_simulator_finds_missing_facts) {
  BOOST_TEST(first_error({.checks_fence = false}, schedules).has_value());
}

BOOST_AUTO_TEST_CASE(without_the_compare_the_simulator_finds_wrong_counts) {
  BOOST_TEST(first_error({.checks_watermark = false}, schedules).has_value());
}

BOOST_AUTO_TEST_CASE(with_facts_apart_from_the_fence_the_simulator_finds_missing_facts) {
  BOOST_TEST(first_error({.facts_with_fence = false}, schedules).has_value());
}

BOOST_AUTO_TEST_CASE(without_holding_back_the_simulator_finds_lost_clicks) {
  BOOST_TEST(first_error({.holds_back = false}, schedules).has_value());
}

BOOST_AUTO_TEST_CASE(without_the_earliest_the_simulator_finds_wrong_times) {
  BOOST_TEST(first_error({.keeps_least = false}, schedules).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
