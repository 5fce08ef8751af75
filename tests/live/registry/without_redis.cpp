#include <boost/test/unit_test.hpp>

#include "tests/live/registry/node.hpp"
#include "tests/support/redis_process.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace waypost;
using namespace waypost::test;

namespace {

struct one_redis {
  boost::asio::io_context io;
  redis_process redis;
  temporary_directory folder;
};

// A server that has the shop's account.
struct one_node : one_redis {
  one_node() { found_shop(n); }

  node n{io, redis.endpoint(), folder.path()};
};

const campaign_id id{1};

}  // namespace

BOOST_AUTO_TEST_SUITE(without_redis)

BOOST_FIXTURE_TEST_CASE(a_start_serves_from_the_local_log_and_refuses_offers, one_redis) {
  code_number number;
  {
    node before(io, redis.endpoint(), folder.path());
    found_campaign(before, id, "https://a.example/");
    const auto added = make_recipients(before.known, id, 3);
    BOOST_TEST(before.offer(added)->taken);
    number = {added.run.length, added.run.first_number + 2};
  }
  redis.stop();
  node n(io, redis.endpoint(), folder.path());
  BOOST_TEST(n.loaded);
  BOOST_TEST(run_task(io, n.known.wait_founded(std::chrono::milliseconds(1))).has_value());
  BOOST_TEST(n.destination(number) == "https://a.example/");
  BOOST_TEST(n.known.trouble() == "redis");
  BOOST_TEST(!run_task(io, n.known.catch_up()));
  BOOST_TEST(
      (n.offer(make_campaign(campaign_id{2}, "https://b.example/")).error() == errc::redis_unavailable));
  redis.start_again();
  n.wait_following();
  BOOST_TEST(n.known.trouble() == "");
  BOOST_TEST(n.offer(make_campaign(campaign_id{2}, "https://b.example/"))->taken);
}

BOOST_FIXTURE_TEST_CASE(an_offer_under_way_when_redis_is_killed_is_taken_once_it_is_back, one_node) {
  redis.kill_hard();
  auto answer = n.begin_offer(make_campaign(id, "https://a.example/"));
  io.restart();
  io.run_for(std::chrono::milliseconds(50));
  redis.start_again();
  const auto outcome = wait_for(io, answer);
  BOOST_REQUIRE(outcome.has_value());
  BOOST_TEST(outcome->taken);
}

BOOST_FIXTURE_TEST_CASE(an_offer_of_unknown_outcome_is_answered_rightly, one_node) {
  redis.freeze();
  auto answer = n.begin_offer(make_campaign(id, "https://a.example/"));
  // The call times out after a second: from then on nobody knows whether the entry was appended.
  const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(1500);
  run_until(io, [&] { return std::chrono::steady_clock::now() > end; });
  BOOST_TEST(!is_ready(answer));
  redis.thaw();
  const auto outcome = wait_for(io, answer);
  BOOST_REQUIRE(outcome.has_value());
  BOOST_TEST(outcome->taken);
  BOOST_TEST(n.known.state().entries == 3u);
}

BOOST_FIXTURE_TEST_CASE(a_frozen_redis_costs_an_offer_its_limit_and_no_more, one_node) {
  redis.freeze();
  BOOST_TEST((n.offer(make_campaign(id, "https://a.example/")).error() == errc::redis_unavailable));
  redis.thaw();
  n.wait_following();
  const auto repeated = n.offer(make_campaign(id, "https://a.example/"));
  BOOST_REQUIRE(repeated.has_value());
  BOOST_TEST((repeated->taken || repeated->why == errc::conflict));
  BOOST_TEST(n.known.find(shop, id) != nullptr);
}

BOOST_AUTO_TEST_SUITE_END()
