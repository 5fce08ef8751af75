#include <set>

#include <boost/test/unit_test.hpp>

#include "tests/unit/registry/registry_vocabulary.hpp"

using namespace waypost;
using namespace waypost::test;

namespace {

campaign known(const folder& f) { return f.of(spring); }

}  // namespace

BOOST_AUTO_TEST_SUITE(drawing_blocks)

BOOST_AUTO_TEST_CASE(a_drawn_block_is_taken) {
  folder f;
  f.said(campaign_of(spring, {"a", "b", "c"}));
  for (std::uint64_t version = 1; version <= 200; ++version) {
    const auto b = draw_block(f.state, known(f), 33, 0, 3, false, 7);
    BOOST_REQUIRE(b.has_value());
    BOOST_TEST(b->first_recipient == known(f).recipients);
    BOOST_TEST(f.said(change::add_recipients{spring, version, 33, *b, {}}).taken);
  }
  BOOST_TEST(known(f).recipients == 6600u);
}

BOOST_AUTO_TEST_CASE(blocks_are_drawn_at_random) {
  folder f;
  f.said(campaign_of(spring));
  std::set<std::uint64_t> firsts;
  for (int i = 0; i < 100; ++i) firsts.insert(draw_block(f.state, known(f), 1, 0, 1, false, 9)->first_number);
  BOOST_TEST(firsts.size() == 100u);
  BOOST_TEST(*firsts.rbegin() > numbers_of_length(9) / 2);
  BOOST_TEST(*firsts.begin() < numbers_of_length(9) / 2);
}

BOOST_AUTO_TEST_CASE(codes_get_longer_above_one_live_number_in_ten_million) {
  folder f;
  f.said(campaign_of(spring));
  BOOST_TEST(draw_block(f.state, known(f), 67'822, 0, 1, false, 7)->length == 7);
  BOOST_TEST(draw_block(f.state, known(f), 67'823, 0, 1, false, 7)->length == 8);  // 49^7 / 10^7 = 67,822
  f.state.live_numbers[7] = 67'822;
  BOOST_TEST(draw_block(f.state, known(f), 1, 0, 1, false, 7)->length == 8);
  f.state.live_numbers[9] = numbers_of_length(9) / 10'000'000;
  f.state.live_numbers[10] = numbers_of_length(10) / 10'000'000;
  BOOST_TEST(draw_block(f.state, known(f), 1, 0, 1, false, 9)->length == 11);
  f.state.live_numbers[11] = numbers_of_length(11) / 10'000'000;
  BOOST_TEST((draw_block(f.state, known(f), 1, 0, 1, false, 9).error() == errc::quota_exceeded));
}

BOOST_AUTO_TEST_CASE(limits_are_told_before_anything_is_offered) {
  folder f(100);
  f.said(campaign_of(spring));
  BOOST_TEST(draw_block(f.state, known(f), 100, 0, 1, false, 9).has_value());
  BOOST_TEST((draw_block(f.state, known(f), 101, 0, 1, false, 9).error() == errc::quota_exceeded));
  folder free;
  free.said(campaign_of(spring));
  constexpr std::uint32_t most = 1 << 30;
  BOOST_TEST(draw_block(free.state, known(free), most, 0, 1, false, 9).has_value());
  BOOST_TEST((draw_block(free.state, known(free), most, 0, 2, false, 9).error() == errc::quota_exceeded));
  BOOST_TEST((draw_block(free.state, known(free), ~std::uint32_t{0}, 0, 65535, false, 9).error() ==
              errc::quota_exceeded));
  BOOST_TEST((draw_block(free.state, known(free), 0, 0, 1, false, 9).error() == errc::invalid));
}

BOOST_AUTO_TEST_SUITE_END()
