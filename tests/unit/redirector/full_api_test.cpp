#include <chrono>
#include <memory>
#include <thread>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "tests/support/eventually.hpp"
#include "tests/unit/redirector/api_fixture.hpp"

namespace {

using namespace waypost;
using namespace waypost::test;
using namespace std::chrono_literals;

// Places are few, and no limit of time ends a connection.
void few_places(api_options& o) {
  o.most_connections = 4;
  o.head_time = o.idle_time = 600s;
}

struct full_api : api_fixture {
  full_api() : api_fixture(few_places) {}

  // Four connections that say `bytes` and no more.
  void fill_with(std::string_view bytes) {
    for (int i = 0; i < 4; ++i) {
      clients.push_back(std::make_unique<loopback_client>(listener->address()));
      clients.back()->send(bytes);
    }
    std::this_thread::sleep_for(100ms);
  }

  std::vector<std::unique_ptr<loopback_client>> clients;
};

BOOST_AUTO_TEST_SUITE(full_apis)

BOOST_AUTO_TEST_CASE(silent_connections_make_room_for_a_call) {
  full_api f;
  f.fill_with("");
  for (int i = 0; i < 3; ++i) BOOST_TEST(status(f.ask(call("GET /echo/1", key))) == 200);
  BOOST_TEST(f.clients.front()->rest().empty());  // the oldest gave way
  BOOST_TEST(!f.clients.front()->gave_up());
}

BOOST_AUTO_TEST_CASE(heads_that_do_not_end_make_room_for_a_call) {
  full_api f;
  f.fill_with("GET /echo/1 HTTP/1.1\r\nHost: api\r\n");
  BOOST_TEST(status(f.ask(call("GET /echo/1", key))) == 200);
}

BOOST_AUTO_TEST_CASE(connection_idle_after_a_call_makes_room) {
  full_api f;
  f.fill_with(call("GET /healthz"));
  BOOST_TEST(status(f.ask(call("GET /echo/1", key))) == 200);
}

BOOST_AUTO_TEST_CASE(new_connection_that_says_nothing_has_no_more_time_than_for_a_head) {
  api_fixture f([](api_options& o) {
    o.head_time = 200ms;
    o.idle_time = 600s;
  });
  auto silent = f.connect();
  BOOST_TEST(silent.rest().empty());
  BOOST_TEST(!silent.gave_up());
  auto idle = f.connect();
  idle.send(call("GET /healthz"));
  BOOST_TEST(status(idle.answer()) == 200);
  std::this_thread::sleep_for(500ms);
  idle.send(call("GET /healthz"));
  BOOST_TEST(status(idle.answer()) == 200);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
