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

const campaign_id id{1};

}  // namespace

BOOST_AUTO_TEST_SUITE(without_redis)

BOOST_AUTO_TEST_CASE(a_start_serves_from_the_local_log_and_refuses_offers) {
  one_redis r;
  code_number number;
  {
    node before(r.io, r.redis.endpoint(), r.folder.path());
    before.wait_founded();
    BOOST_TEST(before.offer(make_account())->taken);
    BOOST_TEST(before.offer(make_campaign(id, "https://a.example/"))->taken);
    const auto added = make_recipients(before.known, id, 3);
    BOOST_TEST(before.offer(added)->taken);
    number = {added.run.length, added.run.first_number + 2};
  }
  r.redis.stop();
  node n(r.io, r.redis.endpoint(), r.folder.path());
  BOOST_TEST(n.loaded);
  BOOST_TEST(run_task(r.io, n.known.wait_founded(std::chrono::milliseconds(1))).has_value());
  BOOST_TEST(n.destination(number) == "https://a.example/");
  BOOST_TEST(n.known.trouble() == "redis");
  BOOST_TEST(!run_task(r.io, n.known.catch_up()));
  BOOST_TEST(
      (n.offer(make_campaign(campaign_id{2}, "https://b.example/")).error() == errc::redis_unavailable));
  r.redis.start_again();
  n.wait_following();
  BOOST_TEST(n.known.trouble() == "");
  BOOST_TEST(n.offer(make_campaign(campaign_id{2}, "https://b.example/"))->taken);
}

BOOST_AUTO_TEST_CASE(an_offer_under_way_when_redis_is_killed_is_taken_once_it_is_back) {
  one_redis r;
  node n(r.io, r.redis.endpoint(), r.folder.path());
  n.wait_founded();
  BOOST_TEST(n.offer(make_account())->taken);
  r.redis.kill_hard();
  auto answer = boost::asio::co_spawn(r.io, n.known.offer(make_campaign(id, "https://a.example/")),
                                      boost::asio::use_future);
  r.io.restart();
  r.io.run_for(std::chrono::milliseconds(50));
  r.redis.start_again();
  run_until(r.io, [&] { return answer.wait_for(std::chrono::seconds(0)) == std::future_status::ready; });
  const auto outcome = answer.get();
  BOOST_REQUIRE(outcome.has_value());
  BOOST_TEST(outcome->taken);
}

BOOST_AUTO_TEST_CASE(an_offer_of_unknown_outcome_is_answered_rightly) {
  one_redis r;
  node n(r.io, r.redis.endpoint(), r.folder.path());
  n.wait_founded();
  BOOST_TEST(n.offer(make_account())->taken);
  r.redis.freeze();
  auto answer = boost::asio::co_spawn(r.io, n.known.offer(make_campaign(id, "https://a.example/")),
                                      boost::asio::use_future);
  // The call times out after a second: from then on nobody knows whether the entry was appended.
  const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(1500);
  run_until(r.io, [&] { return std::chrono::steady_clock::now() > end; });
  BOOST_TEST((answer.wait_for(std::chrono::seconds(0)) != std::future_status::ready));
  r.redis.thaw();
  run_until(r.io, [&] { return answer.wait_for(std::chrono::seconds(0)) == std::future_status::ready; });
  const auto outcome = answer.get();
  BOOST_REQUIRE(outcome.has_value());
  BOOST_TEST(outcome->taken);
  BOOST_TEST(n.known.state().entries == 3u);
}

BOOST_AUTO_TEST_CASE(a_frozen_redis_costs_an_offer_its_limit_and_no_more) {
  one_redis r;
  node n(r.io, r.redis.endpoint(), r.folder.path());
  n.wait_founded();
  BOOST_TEST(n.offer(make_account())->taken);
  r.redis.freeze();
  BOOST_TEST((n.offer(make_campaign(id, "https://a.example/")).error() == errc::redis_unavailable));
  r.redis.thaw();
  n.wait_following();
  const auto repeated = n.offer(make_campaign(id, "https://a.example/"));
  BOOST_REQUIRE(repeated.has_value());
  BOOST_TEST((repeated->taken || repeated->why == errc::conflict));
  BOOST_TEST(n.known.find(shop, id) != nullptr);
}

BOOST_AUTO_TEST_SUITE_END()
