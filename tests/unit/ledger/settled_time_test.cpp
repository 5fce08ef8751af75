#include "attribution/ledger/settled_time.hpp"

#include <boost/test/unit_test.hpp>

using namespace waypost;
using namespace std::chrono_literals;

namespace {

constexpr std::int64_t noon = 1'700'000'000'000;

// A clock that is `ahead_ms` of what it should be.
struct watched {
  settled_time time{10min};
  settled_time::clock::time_point now{1000h};
  std::int64_t right_ms = noon;
  std::int64_t ahead_ms = 0;

  // How far what is told then is ahead; nothing where nothing is told.
  std::optional<std::int64_t> pass(std::chrono::milliseconds span) {
    std::optional<std::int64_t> told;
    for (auto left = span; left > 0ms; left -= 30s) {
      now += 30s;
      right_ms += 30'000;
      told = time.look(right_ms + ahead_ms, now);
    }
    return told ? std::optional(*told - right_ms) : std::nullopt;
  }
};

constexpr std::int64_t three_days = 72 * 3'600'000;

}  // namespace

BOOST_AUTO_TEST_SUITE(settled_times)

BOOST_FIXTURE_TEST_CASE(at_first_there_is_none, watched) {
  BOOST_TEST(!pass(9min));
  BOOST_TEST(pass(2min).value() == 0);
}

BOOST_FIXTURE_TEST_CASE(a_clock_that_is_ahead_for_a_moment_is_not_believed, watched) {
  pass(30min);
  ahead_ms = three_days;
  BOOST_TEST(pass(30s).value() == 0);
  BOOST_TEST(pass(9min).value() == 0);
  ahead_ms = 0;
  BOOST_TEST(pass(30min).value() == 0);
}

BOOST_FIXTURE_TEST_CASE(a_clock_that_stays_ahead_is_believed, watched) {
  pass(30min);
  ahead_ms = three_days;
  BOOST_TEST(pass(21min).value() == three_days);
}

BOOST_FIXTURE_TEST_CASE(a_clock_that_is_set_back_is_believed_at_once, watched) {
  pass(30min);
  ahead_ms = -three_days;
  BOOST_TEST(pass(30s).value() == -three_days);
}

BOOST_AUTO_TEST_SUITE_END()
