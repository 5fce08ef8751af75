#include <chrono>
#include <memory>
#include <thread>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "tests/unit/redirector/listening_fixture.hpp"
#include "tests/unit/redirector/session_fixture.hpp"

namespace {

using namespace waypost;
using namespace waypost::test;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(waiting_and_stopping)

BOOST_AUTO_TEST_CASE(miss_waits_and_finds_what_another_server_registered) {
  held_catch_up held;
  listening_fixture f([](redirect_options& o) { o.longest_catch_up = 20s; }, &held);
  const auto late = f.codes().encode(code_number{9, 8192});
  auto first = f.connect();
  first.send(get("/" + late));
  held.wait_for_request();
  auto second = f.connect();
  second.send(get("/" + late));
  auto live = f.connect();
  live.send(get("/" + f.live()));
  BOOST_TEST(status_of(live.answer()) == "302");
  BOOST_TEST(eventually([&] { return f.server->totals().catch_ups == 2; }));
  f.add(9, 8192, {"https://shop.example/late"});
  held.let_go();
  BOOST_TEST(status_of(first.answer()) == "302");
  // Who came while the first catch-up was under way waits for the next.
  held.wait_for_request();
  held.let_go();
  BOOST_TEST(status_of(second.answer()) == "302");
  BOOST_TEST(held.asked() == 2u);
}

BOOST_AUTO_TEST_CASE(miss_does_not_wait_for_ever) {
  held_catch_up held;
  listening_fixture f([](redirect_options& o) { o.longest_catch_up = 50ms; }, &held);
  BOOST_TEST(status_of(f.ask_once(get("/" + f.unknown()))) == "404");
  held.let_go();
  BOOST_TEST(status_of(f.ask_once(get("/" + f.live()))) == "302");
}

BOOST_AUTO_TEST_CASE(misses_beyond_the_waiting_room_are_answered_at_once) {
  held_catch_up held;
  listening_fixture f(
      [](redirect_options& o) {
        o.longest_catch_up = 20s;
        o.most_waiting = 3;
      },
      &held);
  std::vector<std::unique_ptr<loopback_client>> waiting;
  for (int i = 0; i < 3; ++i) {
    waiting.push_back(std::make_unique<loopback_client>(f.server->address()));
    waiting.back()->send(get("/" + f.unknown()));
  }
  BOOST_REQUIRE(eventually([&] { return f.server->totals().catch_ups == 3; }));
  BOOST_TEST(status_of(f.ask_once(get("/" + f.unknown()))) == "404");
  held.let_go();
  held.let_go();
}

BOOST_AUTO_TEST_CASE(answer_of_a_catch_up_may_come_after_the_listener_is_gone) {
  held_catch_up held;
  {
    listening_fixture f([](redirect_options& o) { o.longest_catch_up = 30ms; }, &held);
    BOOST_TEST(status_of(f.ask_once(get("/" + f.unknown()))) == "404");
  }
  held.let_go();
}

BOOST_AUTO_TEST_CASE(stop_lets_what_is_under_way_end) {
  listening_fixture f([](redirect_options& o) { o.drain_time = 20s; });
  auto idle = f.connect();
  idle.send(get("/" + f.live()));
  BOOST_TEST(status_of(idle.answer()) == "302");
  auto under_way = f.connect();
  const auto request = get("/" + f.live());
  under_way.send(request.substr(0, 20));
  BOOST_REQUIRE(eventually([&] { return f.server->totals().open == 2; }));
  std::thread stopping([&] { f.server->stop(); });
  BOOST_TEST(idle.rest().empty());
  under_way.send(request.substr(20));
  const auto answer = under_way.rest();
  BOOST_TEST(status_of(answer) == "302");
  BOOST_TEST(answer.find("Connection: close\r\n") != answer.npos);
  stopping.join();
  BOOST_TEST(f.server->totals().open == 0u);
}

BOOST_AUTO_TEST_CASE(stop_does_not_wait_for_ever) {
  held_catch_up held;
  listening_fixture f(
      [](redirect_options& o) {
        o.drain_time = 200ms;
        o.longest_catch_up = 60s;
      },
      &held);
  auto slow = f.connect();
  slow.send("GET /");
  auto waiting = f.connect();
  waiting.send(get("/" + f.unknown()));
  held.wait_for_request();
  BOOST_REQUIRE(eventually([&] { return f.server->totals().open == 2; }));
  f.server->stop();
  BOOST_TEST(f.server->totals().open == 0u);
  BOOST_TEST(status_of(waiting.rest()) == "404");
}

BOOST_AUTO_TEST_CASE(address_that_cannot_be_bound_is_told) {
  listening_fixture f;
  redirect_options o;
  o.at = {boost::asio::ip::make_address("203.0.113.1"), 0};  // not ours
  std::vector<ring*> rings{&f.the_ring()};
  BOOST_CHECK_THROW(redirect_listener(o, f.codes(), f.links, rings, nullptr, f.log), std::system_error);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
