#include "redirector/miss_limit.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace waypost;

network net(std::uint32_t n) {
  return {network::family::ipv6,
          {0x20, 0x01, static_cast<std::uint8_t>(n >> 24), static_cast<std::uint8_t>(n >> 16),
           static_cast<std::uint8_t>(n >> 8), static_cast<std::uint8_t>(n)}};
}

int allowed_of(miss_limit& limit, const network& from, int tries, std::int64_t now_ms) {
  int allowed = 0;
  for (int i = 0; i < tries; ++i) allowed += limit.allow(from, now_ms);
  return allowed;
}

BOOST_AUTO_TEST_SUITE(miss_limits)

BOOST_AUTO_TEST_CASE(burst_then_rate) {
  miss_limit limit({.per_second = 10, .burst = 30});
  BOOST_TEST(allowed_of(limit, net(1), 100, 1000) == 30);
  BOOST_TEST(allowed_of(limit, net(1), 100, 1099) == 0);
  BOOST_TEST(allowed_of(limit, net(1), 100, 2000) == 10);
  BOOST_TEST(allowed_of(limit, net(1), 100, 1'000'000) == 30);
}

BOOST_AUTO_TEST_CASE(networks_do_not_share) {
  miss_limit limit({.per_second = 1, .burst = 2});
  BOOST_TEST(allowed_of(limit, net(1), 10, 0) == 2);
  BOOST_TEST(allowed_of(limit, net(2), 10, 0) == 2);
  const network v4{network::family::ipv4, {0x20, 0x01}};
  const network v6{network::family::ipv6, {0x20, 0x01}};
  BOOST_TEST(allowed_of(limit, v4, 10, 0) == 2);
  BOOST_TEST(allowed_of(limit, v6, 10, 0) == 2);
}

BOOST_AUTO_TEST_CASE(zero_means_no_limit) {
  miss_limit limit({.per_second = 0, .burst = 1});
  BOOST_TEST(allowed_of(limit, net(1), 10'000, 0) == 10'000);
}

BOOST_AUTO_TEST_CASE(clock_set_back_gives_nothing) {
  miss_limit limit({.per_second = 1, .burst = 5});
  BOOST_TEST(allowed_of(limit, net(1), 10, 10'000) == 5);
  BOOST_TEST(allowed_of(limit, net(1), 10, 0) == 0);
}

BOOST_AUTO_TEST_CASE(offender_stays_limited_while_a_few_others_come_and_go) {
  miss_limit limit({.per_second = 1, .burst = 10});
  BOOST_TEST(allowed_of(limit, net(1), 20, 0) == 10);
  for (std::uint32_t n = 2; n < 2000; ++n) limit.allow(net(n), 0);
  BOOST_TEST(allowed_of(limit, net(1), 20, 0) == 0);
}

BOOST_AUTO_TEST_CASE(any_number_of_networks_is_bounded) {
  miss_limit limit({.per_second = 1, .burst = 2});
  for (std::uint32_t n = 0; n < 300'000; ++n) BOOST_REQUIRE(limit.allow(net(n), n / 1000));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
