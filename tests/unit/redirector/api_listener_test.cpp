#include <algorithm>
#include <chrono>
#include <system_error>
#include <thread>

#include <boost/test/unit_test.hpp>

#include "tests/unit/redirector/api_fixture.hpp"

namespace {

using namespace waypost;
using namespace waypost::test;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(api_listeners)

BOOST_AUTO_TEST_CASE(call_reaches_its_handler_whole) {
  api_fixture f;
  const auto answer = f.ask(call("POST /echo/a%2Fb?x=1&y=%20",
                                 key + "Content-Type: Text/CSV; charset=utf-8\r\nAccept: text/csv\r\n"
                                       "Idempotency-Key: k1\r\nContent-Length: 5\r\n",
                                 "hello"));
  BOOST_TEST(status(answer) == 200);
  BOOST_TEST(body_of(answer) == "POST|a/b|x=1|y= |text/csv|text/csv|k1|0000000000000007|hello");
  BOOST_TEST(has_line(answer, "X-Content-Type-Options: nosniff"));
  BOOST_TEST(has_line(answer, "Cache-Control: no-store"));
  BOOST_TEST(has_line(answer, "Content-Type: text/plain"));
  BOOST_TEST(answer.find("\r\nDate: ") != answer.npos);
}

BOOST_AUTO_TEST_CASE(connection_is_kept_and_calls_may_be_pipelined) {
  api_fixture f;
  auto client = f.connect();
  client.send(
      call("GET /echo/1", key) + call("GET /echo/2", key) +
      call("POST /echo/3", key + "Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n") +
      call("GET /echo/4", key + "Connection: close\r\n"));
  for (int i = 1; i <= 4; ++i) {
    const auto answer = client.answer();
    BOOST_TEST(status(answer) == 200);
    BOOST_TEST(body_of(answer).find("|" + std::to_string(i) + "|") != std::string::npos);
    if (i == 3) BOOST_TEST(answer.ends_with("|abcde"));
  }
  BOOST_TEST(client.rest().empty());
  BOOST_TEST(!client.gave_up());
}

BOOST_AUTO_TEST_CASE(a_second_listener_on_its_port_is_refused) {
  api_fixture f;
  boost::asio::io_context io;
  two_keys keys;
  recording_log log;
  api_options o;
  o.at = f.listener->address();
  BOOST_CHECK_EXCEPTION(api_listener(io, o, {}, keys, log), std::system_error,
                        [](const std::system_error& e) { return e.code() == std::errc::address_in_use; });
}

BOOST_AUTO_TEST_CASE(head_is_get_without_the_body) {
  api_fixture f;
  auto client = f.connect();
  client.send(call("HEAD /echo/1", key));
  const auto head = client.head();
  BOOST_TEST(status(head) == 200);
  BOOST_TEST(head.find("Content-Length: ") != head.npos);
  client.send(call("GET /healthz", "Connection: close\r\n"));
  BOOST_TEST(client.rest().starts_with("HTTP/1.1 200"));
}

BOOST_AUTO_TEST_CASE(unknown_calls_and_wrong_methods_are_told_apart) {
  api_fixture f;
  BOOST_TEST(status(f.ask(call("GET /nothing", key))) == 404);
  const auto answer = f.ask(call("DELETE /echo/1", key));
  BOOST_TEST(status(answer) == 405);
  BOOST_TEST(has_line(answer, "Allow: GET, HEAD, POST"));
  BOOST_TEST(has_line(answer, "Content-Type: application/problem+json"));
  BOOST_TEST(status(f.ask(call("GET /echo/%00", key))) == 400);
}

BOOST_AUTO_TEST_CASE(keys_are_checked_before_the_body_is_read) {
  api_fixture f;
  // The body never comes; the answers do.
  const std::string length = "Content-Length: 5\r\n";
  const auto none = f.ask(call("POST /echo/1", length));
  BOOST_TEST(status(none) == 401);
  BOOST_TEST(has_line(none, "WWW-Authenticate: Bearer realm=\"waypost\""));
  const auto wrong = f.ask(call("POST /echo/1", length + "Authorization: Bearer wp_1_other\r\n"));
  BOOST_TEST(status(wrong) == 401);
  BOOST_TEST(has_line(wrong, "WWW-Authenticate: Bearer realm=\"waypost\", error=\"invalid_token\""));
  BOOST_TEST(status(f.ask(call("POST /echo/1", length + "Authorization: Basic wp_1_secret\r\n"))) == 401);
  BOOST_TEST(status(f.ask(call("POST /echo/1", length + key + key))) == 401);
  BOOST_TEST(status(f.ask(call("POST /admin", length + key))) == 403);
  BOOST_TEST(f.echoes.calls == 0);
}

BOOST_AUTO_TEST_CASE(body_over_the_limit_is_refused_before_it_is_read) {
  api_fixture f;
  BOOST_TEST(status(f.ask(call("POST /echo/1", key + "Content-Length: 300001\r\n"))) == 413);
  BOOST_TEST(status(f.ask(call("GET /echo/1", key + "Content-Length: 1\r\n"))) == 413);
  auto client = f.connect();
  client.send(call("POST /echo/1", key + "Content-Length: 600000\r\n", std::string(600'000, 'x')));
  BOOST_TEST(status(client.rest()) == 413);
  BOOST_TEST(!client.was_reset());
}

BOOST_AUTO_TEST_CASE(a_body_with_an_encoding_is_refused_and_told_so) {
  api_fixture f;
  const auto answer =
      f.ask(call("POST /echo/1", key + "Content-Encoding: gzip\r\nContent-Length: 1\r\n", "x"));
  BOOST_TEST(status(answer) == 415);
  BOOST_TEST(has_line(answer, "Accept-Encoding: identity"));
  BOOST_TEST(status(f.ask(call("POST /echo/1", key + "Content-Encoding: Identity\r\nContent-Length: 1\r\n",
                               "x"))) == 200);
}

BOOST_AUTO_TEST_CASE(an_idempotency_key_that_is_empty_is_refused) {
  api_fixture f;
  BOOST_TEST(status(f.ask(call("POST /echo/1", key + "Idempotency-Key: \r\nContent-Length: 1\r\n", "x"))) ==
             400);
  BOOST_TEST(f.echoes.calls == 0);
}

BOOST_AUTO_TEST_CASE(chunked_body_over_the_limit_is_refused) {
  api_fixture f;
  std::string chunks;
  for (int i = 0; i < 40; ++i) chunks += "2710\r\n" + std::string(10'000, 'x') + "\r\n";
  BOOST_TEST(status(f.ask(call("POST /echo/1", key + "Transfer-Encoding: chunked\r\n", chunks))) == 413);
  BOOST_TEST(f.echoes.calls == 0);
}

BOOST_AUTO_TEST_CASE(broken_chunks_are_bad_syntax) {
  api_fixture f;
  BOOST_TEST(status(f.ask(call("POST /echo/1", key + "Transfer-Encoding: chunked\r\n", "zz\r\n"))) == 400);
}

BOOST_AUTO_TEST_CASE(expect_continue_is_answered_first) {
  api_fixture f;
  auto client = f.connect();
  client.send(call("POST /echo/1", key + "Expect: 100-continue\r\nContent-Length: 5\r\n"));
  BOOST_TEST(status(client.head()) == 100);
  client.send("hello");
  BOOST_TEST(client.answer().ends_with("|hello"));
  auto refused = f.connect();
  refused.send(call("POST /echo/1", "Expect: 100-continue\r\nContent-Length: 5\r\n"));
  BOOST_TEST(status(refused.answer()) == 401);
}

BOOST_AUTO_TEST_CASE(slow_heads_and_bodies_are_closed) {
  api_fixture f([](api_options& o) { o.head_time = o.stall_time = o.idle_time = 200ms; });
  for (const auto& bytes :
       {std::string(), std::string("GET /"), call("POST /echo/1", key + "Content-Length: 5\r\n", "he")}) {
    auto client = f.connect();
    client.send(bytes);
    BOOST_TEST(client.rest().empty());
    BOOST_TEST(!client.gave_up());
  }
}

BOOST_AUTO_TEST_CASE(malformed_and_huge_heads_are_refused) {
  api_fixture f;
  BOOST_TEST(status(f.ask("GET / HTTP/1.1\r\nHost api\r\n\r\n")) == 400);
  BOOST_TEST(status(f.ask("\x16\x03\x01 tls?\r\n\r\n")) == 400);
  auto client = f.connect();
  client.send(call("GET /" + std::string(100'000, 'a')));
  BOOST_TEST(status(client.rest()) == 431);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
