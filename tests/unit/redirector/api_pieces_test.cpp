#include <chrono>
#include <thread>

#include <boost/test/unit_test.hpp>

#include "tests/support/eventually.hpp"
#include "tests/unit/redirector/api_fixture.hpp"

// Bodies that their handler reads while they come in.
namespace {

using namespace waypost;
using namespace waypost::test;
using namespace std::chrono_literals;

std::string length_of(std::size_t bytes) { return "Content-Length: " + std::to_string(bytes) + "\r\n"; }

std::string chunk(std::size_t bytes) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string size;
  for (auto left = bytes; left > 0; left /= 16) size.insert(size.begin(), digits[left % 16]);
  return size + "\r\n" + std::string(bytes, 'x') + "\r\n";
}

BOOST_AUTO_TEST_SUITE(api_bodies_in_pieces)

BOOST_AUTO_TEST_CASE(handler_reads_the_body_while_it_comes_in) {
  api_fixture f;
  auto client = f.connect();
  client.send(call("POST /pieces/all", key + length_of(200'000)));
  client.send(std::string(100'000, 'x'));
  BOOST_TEST(eventually([&] { return f.pieces.read == 100'000u; }));
  client.send(std::string(100'000, 'x'));
  BOOST_TEST(body_of(client.answer()) == "200000 0");
  client.send(call("GET /echo/next", key));
  BOOST_TEST(status(client.answer()) == 200);
}

BOOST_AUTO_TEST_CASE(pieces_of_a_large_body_stay_small) {
  api_fixture f([](api_options& o) { o.most_body_bytes = 4'000'000; });
  auto client = f.connect();
  std::thread sender([&] {
    client.send(call("POST /pieces/all", key + length_of(20'000'000), std::string(20'000'000, 'x')));
  });
  sender.join();
  BOOST_TEST(body_of(client.answer()) == "20000000 0");
  BOOST_TEST(f.pieces.longest <= 65536u);
}

BOOST_AUTO_TEST_CASE(chunks_and_pipelined_calls_are_told_apart) {
  api_fixture f;
  auto client = f.connect();
  const auto chunks = chunk(1) + chunk(100'000) + chunk(17) + "0\r\n\r\n";
  client.send(call("POST /pieces/all", key + "Transfer-Encoding: chunked\r\n", chunks) +
              call("POST /pieces/all", key + length_of(0)) + call("POST /pieces/all", key) +
              call("POST /pieces/all", key + length_of(3), "abc") + call("GET /echo/last", key));
  for (const auto* body : {"100018 0", "0 0", "0 0", "3 0"}) BOOST_TEST(body_of(client.answer()) == body);
  BOOST_TEST(status(client.answer()) == 200);
}

BOOST_AUTO_TEST_CASE(continue_is_said_when_the_handler_wants_the_body) {
  api_fixture f;
  auto client = f.connect();
  client.send(call("POST /pieces/all", key + "Expect: 100-continue\r\n" + length_of(5)));
  BOOST_TEST(status(client.head()) == 100);
  client.send("hello");
  BOOST_TEST(body_of(client.answer()) == "5 0");
  auto unwanted = f.connect();
  unwanted.send(call("POST /pieces/none", key + "Expect: 100-continue\r\n" + length_of(5)));
  BOOST_TEST(status(unwanted.answer()) == 200);
  BOOST_TEST(unwanted.rest().empty());
}

BOOST_AUTO_TEST_CASE(answer_to_a_body_that_is_not_wanted_arrives_and_ends_the_connection) {
  api_fixture f;
  auto client = f.connect();
  client.send(call("POST /pieces/none", key + length_of(600'000), std::string(600'000, 'x')));
  const auto answer = client.rest();
  BOOST_TEST(status(answer) == 200);
  BOOST_TEST(has_line(answer, "Connection: close"));
  BOOST_TEST(!client.was_reset());
}

BOOST_AUTO_TEST_CASE(body_over_the_limit_is_refused) {
  api_fixture f;
  BOOST_TEST(status(f.ask(call("POST /pieces/all", key + length_of(20'000'001)))) == 413);
  BOOST_TEST(f.pieces.calls == 0);
  auto client = f.connect();
  client.send(call("POST /pieces/all", key + "Transfer-Encoding: chunked\r\n"));
  const auto large = chunk(1'000'000);
  for (int i = 0; i < 21; ++i)
    if (!client.send(large)) break;
  BOOST_TEST(status(client.rest()) == 413);
  BOOST_TEST(f.pieces.broken_off == 1);
}

BOOST_AUTO_TEST_CASE(broken_chunks_are_bad_syntax_though_pieces_were_read) {
  api_fixture f;
  BOOST_TEST(status(f.ask(call("POST /pieces/all", key + "Transfer-Encoding: chunked\r\n",
                               chunk(10) + "zz\r\n"))) == 400);
  BOOST_TEST(f.pieces.read == 10u);
  BOOST_TEST(f.pieces.broken_off == 1);
}

BOOST_AUTO_TEST_CASE(client_that_leaves_ends_the_call) {
  api_fixture f;
  {
    auto client = f.connect();
    client.send(call("POST /pieces/all", key + length_of(100), "x"));
    BOOST_TEST(eventually([&] { return f.pieces.read == 1u; }));
  }
  BOOST_TEST(eventually([&] { return f.pieces.broken_off == 1 && f.open_connections() == 0; }));
}

BOOST_AUTO_TEST_CASE(slow_bodies_are_given_up) {
  api_fixture stalls([](api_options& o) { o.stall_time = 200ms; });
  auto silent = stalls.connect();
  silent.send(call("POST /pieces/all", key + length_of(5), "he"));
  BOOST_TEST(silent.rest().empty());
  BOOST_TEST(!silent.gave_up());

  api_fixture trickles([](api_options& o) {
    o.body_grace = 100ms;
    o.least_body_rate = 1000;
  });
  auto slow = trickles.connect();
  slow.send(call("POST /pieces/all", key + length_of(100'000)));
  for (int i = 0; i < 30; ++i) {
    if (!slow.send("x")) break;
    std::this_thread::sleep_for(20ms);
  }
  BOOST_TEST(status(slow.rest()) == 408);
}

BOOST_AUTO_TEST_CASE(time_that_the_handler_takes_does_not_count_against_the_client) {
  api_fixture f([](api_options& o) {
    o.stall_time = 400ms;
    o.body_time = 400ms;
  });
  BOOST_TEST(body_of(f.ask(call("POST /pieces/slowly", key + length_of(1'500'000),
                                std::string(1'500'000, 'x')))) == "1500000 0");
}

BOOST_AUTO_TEST_CASE(calls_in_pieces_hold_little_of_the_budget) {
  // Room for one whole body of the other kind, or for a few calls in pieces.
  api_fixture f([](api_options& o) {
    o.most_body_bytes = 3'000'000;
    o.body_step = 1000;
  });
  std::vector<std::unique_ptr<loopback_client>> open;
  for (int i = 0; i < 8; ++i) {
    open.push_back(std::make_unique<loopback_client>(f.listener->address()));
    open.back()->send(call("POST /pieces/all", (i % 2 ? key : other_key) + length_of(10'000'000), "x"));
  }
  // Each account has a quarter of the budget: one call in pieces has room in it, the others are refused.
  BOOST_TEST(eventually([&] { return f.pieces.calls == 2; }));
  BOOST_TEST(status(f.ask(call("POST /pieces/all", key + length_of(10'000'000), "x"))) == 503);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
