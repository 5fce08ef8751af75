#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "redirector/connection_buffers.hpp"
#include "tests/unit/redirector/counting_new.hpp"
#include "tests/unit/redirector/listening_fixture.hpp"
#include "tests/unit/redirector/session_fixture.hpp"

namespace {

using namespace waypost;
using namespace waypost::test;
using namespace std::chrono_literals;

// Places are few, and no limit of time ends a connection.
void few_places(redirect_options& o) {
  o.most_connections = 20;
  o.head_time = o.idle_time = o.write_time = o.discard_time = 600s;
}

// No time passes that a sweep could see: networks alone make the difference.
void few_places_and_no_sweep(redirect_options& o) {
  few_places(o);
  o.sweep_period = 600s;
}

struct full_listener : listening_fixture {
  using listening_fixture::listening_fixture;

  loopback_client& connect_from(const std::string& address = {}) {
    clients.push_back(std::make_unique<loopback_client>(server->address(), address));
    return *clients.back();
  }

  // Connections that begin a request and do not end it.
  void begin_requests(int count, const std::string& address) {
    for (int i = 0; i < count; ++i) connect_from(address).send("GET /" + live() + " HTTP/1.1\r\n");
  }

  bool all_accepted() {
    return eventually([&] { return server->totals().accepted == clients.size(); });
  }

  // Whether a client from elsewhere is answered.
  bool serves_newcomer() {
    loopback_client newcomer(server->address(), "127.0.3.1");
    newcomer.send(get("/" + live()));
    return status_of(newcomer.answer()) == "302";
  }

  std::vector<std::unique_ptr<loopback_client>> clients;
};

BOOST_AUTO_TEST_SUITE(full_listeners)

BOOST_AUTO_TEST_CASE(clients_that_begin_a_second_request_and_do_not_end_it_make_room) {
  full_listener f(few_places);
  for (int i = 0; i < 20; ++i) {
    auto& client = f.connect_from();
    client.send(get("/" + f.live()) + "G");
    BOOST_REQUIRE(status_of(client.answer()) == "302");
  }
  std::this_thread::sleep_for(200ms);
  BOOST_TEST(f.serves_newcomer());
}

BOOST_AUTO_TEST_CASE(clients_that_do_not_read_make_room) {
  full_listener f([](redirect_options& o) {
    few_places(o);
    o.most_connections = 3;
  });
  std::string many;
  for (int i = 0; i < 500; ++i) many += get("/" + f.live());
  for (int i = 0; i < 3; ++i) f.connect_from().send_until_stuck(many);
  BOOST_TEST(f.serves_newcomer());
}

BOOST_AUTO_TEST_CASE(network_with_the_most_connections_gives_way_first) {
  full_listener f(few_places_and_no_sweep);
  f.begin_requests(2, "127.0.2.1");
  f.begin_requests(18, "127.0.1.1");
  BOOST_REQUIRE(f.all_accepted());
  BOOST_TEST(f.serves_newcomer());
  for (int i = 0; i < 2; ++i) {
    f.clients[i]->send("Host: wp.example\r\n\r\n");
    BOOST_TEST(status_of(f.clients[i]->answer()) == "302");
  }
}

BOOST_AUTO_TEST_CASE(who_waits_for_a_request_that_may_be_on_its_way_is_not_idle) {
  full_listener f(few_places_and_no_sweep);
  for (int i = 0; i < 2; ++i) f.connect_from("127.0.2.1").send("\r\n");
  f.begin_requests(18, "127.0.1.1");
  BOOST_REQUIRE(f.all_accepted());
  BOOST_TEST(f.serves_newcomer());
  for (int i = 0; i < 2; ++i) {
    f.clients[i]->send(get("/" + f.live()));
    BOOST_TEST(status_of(f.clients[i]->answer()) == "302");
  }
}

BOOST_AUTO_TEST_CASE(one_network_may_have_all_places_that_nobody_else_wants) {
  full_listener f(few_places_and_no_sweep);
  f.begin_requests(20, "127.0.1.1");
  BOOST_REQUIRE(f.all_accepted());
  for (const auto& client : f.clients) {
    client->send("Host: wp.example\r\n\r\n");
    BOOST_TEST(status_of(client->answer()) == "302");
  }
}

BOOST_AUTO_TEST_CASE(connection_without_memory_for_its_buffers_leaves_nothing_behind) {
  listening_fixture f;
  fail_next_allocation_of(sizeof(connection_buffers));
  auto unlucky = f.connect();
  unlucky.send(get("/" + f.live()));
  BOOST_TEST(unlucky.rest().empty());
  BOOST_TEST(!unlucky.gave_up());
  BOOST_TEST(eventually([&] { return f.server->totals().open == 0; }));
  BOOST_TEST(f.log.contains("a redirect thread caught"));
  BOOST_TEST(status_of(f.ask_once(get("/" + f.live()))) == "302");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
