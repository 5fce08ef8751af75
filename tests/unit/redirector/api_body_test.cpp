#include <chrono>
#include <memory>
#include <thread>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "redirector/body_budget.hpp"
#include "tests/support/eventually.hpp"
#include "tests/unit/redirector/api_fixture.hpp"

namespace {

using namespace waypost;
using namespace waypost::test;
using namespace std::chrono_literals;

void small_budget(api_options& o) {
  o.most_body_bytes = 1'600'000;
  o.body_step = 1000;
}

// A call that announced 300,000 bytes and was told to go on.
std::unique_ptr<loopback_client> upload(api_fixture& f, std::string_view by) {
  auto client = std::make_unique<loopback_client>(f.listener->address());
  client->send(call("POST /echo/1", std::string(by) + "Expect: 100-continue\r\nContent-Length: 300000\r\n"));
  BOOST_REQUIRE(status(client->head()) == 100);
  return client;
}

std::string whole_call(std::string_view by) {
  return call("POST /echo/1", std::string(by) + "Content-Length: 300000\r\n", std::string(300'000, 'x'));
}

// An upload that uses up the share of the account: its last 10,000 bytes are still to come. What it has sent
// counts once it was read: from then on a body of one byte more than it leaves is refused. Who asks sends
// nothing, so that nothing is taken from it.
std::unique_ptr<loopback_client> almost_uploaded(api_fixture& f) {
  auto client = upload(f, key);
  client->send(std::string(290'000, 'x'));
  BOOST_TEST(eventually([&] {
    return status(f.ask(call("POST /echo/1", key + "Expect: 100-continue\r\nContent-Length: 110001\r\n"))) ==
           503;
  }));
  return client;
}

// Sends the rest; afterwards the account has its share again.
void finish(api_fixture& f, loopback_client& almost) {
  almost.send(std::string(10'000, 'x'));
  BOOST_TEST(status(almost.answer()) == 200);
  BOOST_TEST(status(f.ask(whole_call(key))) == 200);
}

BOOST_AUTO_TEST_SUITE(api_bodies)

BOOST_AUTO_TEST_CASE(announced_bodies_that_do_not_come_lock_nobody_out) {
  api_fixture f(small_budget);
  std::vector<std::unique_ptr<loopback_client>> slow;
  for (int i = 0; i < 8; ++i) {
    slow.push_back(upload(f, key));
    slow.back()->send("x");
  }
  BOOST_TEST(status(f.ask(whole_call(other_key))) == 200);
}

BOOST_AUTO_TEST_CASE(account_that_uses_up_its_share_leaves_the_others_theirs) {
  api_fixture f(small_budget);
  auto first = almost_uploaded(f);
  const auto refused =
      f.ask(call("POST /echo/1", key + "Content-Length: 120000\r\n", std::string(120'000, 'x')));
  BOOST_TEST(status(refused) == 503);
  BOOST_TEST(has_line(refused, "Retry-After: 1"));
  BOOST_TEST(status(f.ask(whole_call(other_key))) == 200);
  finish(f, *first);
}

BOOST_AUTO_TEST_CASE(chunked_body_beyond_the_share_is_refused_as_it_comes) {
  api_fixture f(small_budget);
  auto other = almost_uploaded(f);
  std::string chunks;
  for (int i = 0; i < 15; ++i) chunks += "2710\r\n" + std::string(10'000, 'x') + "\r\n";
  chunks += "0\r\n\r\n";
  BOOST_TEST(status(f.ask(call("POST /echo/1", key + "Transfer-Encoding: chunked\r\n", chunks))) == 503);
  finish(f, *other);
}

BOOST_AUTO_TEST_CASE(body_that_trickles_is_timed_out) {
  api_fixture f([](api_options& o) {
    o.body_grace = 200ms;
    o.least_body_rate = 1000;
  });
  auto client = f.connect();
  client.send(call("POST /echo/1", key + "Content-Length: 100000\r\n"));
  for (int i = 0; i < 30; ++i) {
    if (!client.send("x")) break;
    std::this_thread::sleep_for(20ms);
  }
  const auto answer = client.rest();
  BOOST_TEST(status(answer) == 408);
  BOOST_TEST(has_line(answer, "Connection: close"));
  BOOST_TEST(!client.gave_up());
}

BOOST_AUTO_TEST_CASE(body_that_is_fast_enough_may_take_longer_than_the_grace) {
  api_fixture f([](api_options& o) {
    o.body_grace = 100ms;
    o.least_body_rate = 1000;
  });
  auto client = f.connect();
  client.send(call("POST /echo/1", key + "Content-Length: 100000\r\n"));
  for (int i = 0; i < 10; ++i) {
    client.send(std::string(10'000, 'x'));
    std::this_thread::sleep_for(30ms);
  }
  BOOST_TEST(status(client.answer()) == 200);
}

BOOST_AUTO_TEST_CASE(budget_holds_in_steps_and_gives_all_back) {
  body_budget budget(8000, 1000);
  {
    body_budget::share one(budget, account_id{1});
    BOOST_TEST(one.hold(1));
    BOOST_TEST(budget.used() == 1000u);
    BOOST_TEST(one.hold(1000));
    BOOST_TEST(budget.used() == 1000u);
    BOOST_TEST(one.hold(1001));
    BOOST_TEST(!one.hold(2001));
    BOOST_TEST(budget.used() == 2000u);
    body_budget::share again(budget, account_id{1});
    BOOST_TEST(!again.could_hold(1));
    body_budget::share other(budget, account_id{2});
    BOOST_TEST(other.hold(2000));
    BOOST_TEST(budget.used() == 4000u);
    one.give_back();
    BOOST_TEST(again.hold(2000));
    body_budget::share large(budget, account_id{3}, 3000);
    BOOST_TEST(large.hold(3000));  // one whole body has room in any share
    BOOST_TEST(!large.hold(3001));
  }
  BOOST_TEST(budget.used() == 0u);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
