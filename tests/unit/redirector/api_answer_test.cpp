#include <algorithm>
#include <chrono>
#include <thread>

#include <boost/test/unit_test.hpp>

#include "tests/support/eventually.hpp"
#include "tests/unit/redirector/api_fixture.hpp"

namespace {

using namespace waypost;
using namespace waypost::test;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(api_answers)

BOOST_AUTO_TEST_CASE(stream_is_sent_in_chunks) {
  api_fixture f;
  auto client = f.connect();
  client.send(call("GET /stream/good", key + "Connection: close\r\n"));
  const auto answer = client.rest();
  BOOST_TEST(has_line(answer, "Transfer-Encoding: chunked"));
  BOOST_TEST(answer.ends_with("\r\n0\r\n\r\n"));
  BOOST_TEST(static_cast<std::size_t>(std::count(answer.begin(), answer.end(), 'x')) == 100'000u);
}

BOOST_AUTO_TEST_CASE(stream_for_http_1_0_ends_with_the_connection) {
  api_fixture f;
  auto client = f.connect();
  client.send("GET /stream/good HTTP/1.0\r\nConnection: keep-alive\r\n" + key + "\r\n");
  const auto answer = client.rest();
  BOOST_TEST(answer.find("chunked") == answer.npos);
  BOOST_TEST(body_of(answer) == std::string(100'000, 'x'));
}

BOOST_AUTO_TEST_CASE(stream_that_breaks_has_no_last_chunk) {
  api_fixture f;
  auto client = f.connect();
  client.send(call("GET /stream/broken", key));
  const auto answer = client.rest();
  BOOST_TEST(status(answer) == 200);
  BOOST_TEST(!answer.ends_with("0\r\n\r\n"));
  BOOST_TEST(!client.gave_up());
}

BOOST_AUTO_TEST_CASE(client_that_goes_stops_its_stream) {
  api_fixture f;
  {
    auto client = f.connect();
    client.send(call("GET /stream/endless", key));
    BOOST_TEST(status(client.head()) == 200);
  }
  BOOST_TEST(eventually([&] { return f.streams.made >= 1'000'000; }));  // the source is gone
  BOOST_TEST(f.streams.made < 2'000'000);                               // and made few of its pieces
}

BOOST_AUTO_TEST_CASE(fault_of_a_handler_is_500_and_told) {
  api_fixture f;
  auto client = f.connect();
  client.send(call("GET /fail") + call("GET /healthz"));
  BOOST_TEST(status(client.answer()) == 500);
  BOOST_TEST(status(client.answer()) == 200);
  BOOST_TEST(f.log.contains("a bug"));
}

BOOST_AUTO_TEST_CASE(no_field_of_an_answer_can_be_split) {
  api_fixture f;
  const auto answer = f.ask(call("GET /split"));
  BOOST_TEST(status(answer) == 500);
  BOOST_TEST(answer.find("Set-Cookie") == answer.npos);
}

BOOST_AUTO_TEST_CASE(connections_beyond_the_limit_are_told_to_come_back) {
  api_fixture f([](api_options& o) { o.most_connections = 2; });
  auto first = f.connect();
  auto second = f.connect();
  for (auto* client : {&first, &second}) {
    client->send(call("GET /stream/endless", key));
    BOOST_TEST(status(client->head()) == 200);
  }
  auto third = f.connect();
  BOOST_TEST(status(third.rest()) == 503);
}

BOOST_AUTO_TEST_CASE(client_that_reads_too_slowly_is_given_up) {
  api_fixture f([](api_options& o) {
    o.write_grace = 200ms;
    o.least_write_rate = 100'000'000;
  });
  auto client = f.connect();
  client.send(call("GET /stream/endless", key));
  const auto begin = std::chrono::steady_clock::now();
  // A little again and again: no piece takes long.
  while (client.read_some() && std::chrono::steady_clock::now() - begin < 20s)
    std::this_thread::sleep_for(20ms);
  BOOST_TEST(f.streams.made >= 1'000'000);  // the source is gone
  BOOST_TEST((std::chrono::steady_clock::now() - begin < 20s));
}

BOOST_AUTO_TEST_CASE(client_that_reads_fast_enough_may_take_longer_than_the_grace) {
  api_fixture f([](api_options& o) {
    o.write_grace = 50ms;
    o.least_write_rate = 1000;
  });
  auto client = f.connect();
  client.send(call("GET /stream/endless", key));
  const auto begin = std::chrono::steady_clock::now();
  while (client.read_some() && std::chrono::steady_clock::now() - begin < 1s)
    std::this_thread::sleep_for(5ms);
  BOOST_TEST(f.streams.made < 1'000'000);
}

BOOST_AUTO_TEST_CASE(large_answers_that_nobody_reads_are_bounded) {
  api_fixture f([](api_options& o) { o.most_body_bytes = 160'000'000; });  // of one account: 40'000'000
  auto slow = f.connect();
  slow.send(call("GET /large", key));
  BOOST_TEST(status(slow.head()) == 200);
  const auto refused = f.ask(call("GET /large", key));
  BOOST_TEST(status(refused) == 503);
  BOOST_TEST(has_line(refused, "Retry-After: 1"));
  BOOST_TEST(status(f.ask(call("GET /echo/1", key))) == 200);
  BOOST_TEST(status(f.ask(call("GET /large", other_key))) == 200);
  slow.finish_sending();
  BOOST_TEST(slow.rest().size() > 1'000'000u);
  BOOST_TEST(eventually([&] { return status(f.ask(call("GET /large", key))) == 200; }));
}

BOOST_AUTO_TEST_CASE(stop_ends_idle_connections_and_waits_for_calls) {
  api_fixture f;
  auto idle = f.connect();
  idle.send(call("GET /healthz"));
  BOOST_TEST(status(idle.answer()) == 200);
  auto busy = f.connect();
  busy.send(call("GET /wait"));
  BOOST_REQUIRE(eventually([&] { return f.waits.reached.load(); }));
  f.stop(20s);
  BOOST_TEST(idle.rest().empty());
  const auto answer = busy.rest();
  BOOST_TEST(status(answer) == 200);
  BOOST_TEST(has_line(answer, "Connection: close"));
}

BOOST_AUTO_TEST_CASE(readiness_is_that_of_redirects) {
  api_fixture f;
  const auto ready = [&] {
    const auto answer = f.ask(call("GET /readyz"));
    return std::to_string(status(answer)) + " " + body_of(answer);
  };
  BOOST_TEST(ready() == "200 {\"status\":\"ok\"}\n");
  f.redis = false;
  BOOST_TEST(ready() == "200 {\"status\":\"degraded\",\"reasons\":[\"redis\"]}\n");
  f.draining = true;
  BOOST_TEST(ready() == "503 {\"status\":\"draining\"}\n");
  BOOST_TEST(body_of(f.ask(call("GET /healthz"))) == "{\"status\":\"ok\"}\n");
}

BOOST_AUTO_TEST_CASE(metrics_are_in_the_text_format) {
  api_fixture f;
  BOOST_TEST(body_of(f.ask(call("GET /metrics"))) ==
             "# HELP waypost_things_total Things.\n# TYPE waypost_things_total counter\n"
             "waypost_things_total{kind=\"a\"} 3\nwaypost_things_total{kind=\"b\"} 4\n"
             "# HELP waypost_behind Behind.\n# TYPE waypost_behind gauge\nwaypost_behind 5\n");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
