#include <string>

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/unit/redirector/api_fixture.hpp"

namespace {

using namespace waypost;
using namespace waypost::test;

BOOST_AUTO_TEST_SUITE(api_heads)

const std::string line = "POST /echo/1 HTTP/1.1\r\n";
const std::string host = "Host: api\r\n";
const std::string length = "Content-Length: 5\r\n";
const std::string end = "\r\n";
const std::string hello = "hello";
const std::string chunks = "5\r\nhello\r\n0\r\n\r\n";

const std::string ambiguous[] = {
    line + host + key + "Transfer-Encoding: gzip, chunked\r\n" + end + chunks,
    line + host + key + "Transfer-Encoding: gzip\r\n" + end + hello,
    line + host + key + "Transfer-Encoding: identity\r\n" + length + end + hello,
    line + host + key + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n" + end + chunks,
    line + host + key + "Transfer-Encoding: chunked, chunked\r\n" + end + chunks,
    line + host + key + "Transfer-Encoding:\r\n" + length + end + hello,
    line + host + key + "Transfer-Encoding: chunked\r\n" + length + end + chunks,
    line + host + key + length + "Transfer-Encoding: chunked\r\n" + end + chunks,
    "POST /echo/1 HTTP/1.0\r\n" + key + "Transfer-Encoding: chunked\r\n" + end + chunks,
    line + host + key + length + length + end + hello,
    line + host + key + "Content-Length: 5, 5\r\n" + end + hello,
    line + host + key + "Content-Length: +5\r\n" + end + hello,
    line + key + length + end + hello,
    line + host + host + key + length + end + hello,
    line + "Host: a b\r\n" + key + length + end + hello,
    line + "Host:\r\n" + key + length + end + hello,
    line + host + key + length + "X: a\r\n b\r\n" + end + hello,
    line + host + key + length + "X: a\r\n\tb\r\n" + end + hello,
    line + " X: a\r\n" + host + key + length + end + hello,
    line + host + key + "Content-Length : 5\r\n" + end + hello,
    line + host + key + length + "X: a\nY: b\r\n" + end + hello,
    line + host + key + length + "X: a\rY: b\r\n" + end + hello,
    line + host + key + length + "X: a\r\r\n" + end + hello,
    "POST /echo/1 HTTP/1.1\n" + host + key + length + end + hello,
    line + host + key + length + "\n" + hello,
    line + host + key + length + "X: a" + std::string(1, '\0') + "b\r\n" + end + hello,
    "POST /echo/1" + std::string(1, '\0') + " HTTP/1.1\r\n" + host + key + length + end + hello,
    "POST echo/1 HTTP/1.1\r\n" + host + key + length + end + hello,
};

BOOST_DATA_TEST_CASE(head_of_two_meanings_is_refused_and_closes, boost::unit_test::data::make(ambiguous),
                     bytes) {
  api_fixture f;
  auto client = f.connect();
  client.send(bytes);
  const auto answer = client.rest();
  BOOST_TEST(status(answer) == 400);
  BOOST_TEST(!client.gave_up());
  BOOST_TEST(answer.find("HTTP/1.1", 1) == answer.npos);
  BOOST_TEST(!client.was_reset());
  BOOST_TEST(f.echoes.calls == 0);
}

const std::string plain[] = {
    line + host + key + length + end + hello,
    line + host + key + "Transfer-Encoding: Chunked\r\n" + end + chunks,
    "\r\n" + line + host + key + length + end + hello,
    "POST /echo/1 HTTP/1.0\r\n" + key + length + end + hello,
    "POST http://api/echo/1 HTTP/1.1\r\n" + host + key + length + end + hello,
    line + "Host: [::1]:8081\r\n" + key + length + "X:a\r\nY:\r\n" + end + hello,
};

BOOST_DATA_TEST_CASE(head_of_one_meaning_is_taken_however_it_is_cut, boost::unit_test::data::make(plain),
                     bytes) {
  api_fixture f;
  BOOST_TEST(f.ask(bytes).ends_with("|hello"));
  auto client = f.connect();
  for (const char c : bytes) client.send({&c, 1});
  BOOST_TEST(client.answer().ends_with("|hello"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
