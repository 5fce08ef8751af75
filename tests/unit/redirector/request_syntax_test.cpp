#include <ostream>
#include <random>

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/unit/redirector/session_fixture.hpp"

namespace {

using namespace waypost;
using namespace waypost::test;
using namespace std::string_literals;
using namespace std::string_view_literals;

// A request with CODE for a live code, and the status it is answered with.
struct written_request {
  const char* what;
  std::string bytes;
  const char* status;

  friend std::ostream& operator<<(std::ostream& out, const written_request& r) { return out << r.what; }
};

const std::string host = "Host: wp.example\r\n";

const std::vector<written_request> requests{
    {"plain", "GET /CODE HTTP/1.1\r\n" + host + "\r\n", "302"},
    {"HEAD", "HEAD /CODE HTTP/1.1\r\n" + host + "\r\n", "302"},
    {"HTTP/1.0 without Host", "GET /CODE HTTP/1.0\r\n\r\n", "302"},
    {"HTTP/1.0 with Host", "GET /CODE HTTP/1.0\r\n" + host + "\r\n", "302"},
    {"absolute form", "GET http://wp.example/CODE HTTP/1.1\r\n" + host + "\r\n", "302"},
    {"absolute form, https, port", "GET HTTPS://wp.example:443/CODE HTTP/1.1\r\n" + host + "\r\n", "302"},
    {"an empty line before it", "\r\nGET /CODE HTTP/1.1\r\n" + host + "\r\n", "302"},
    {"Content-Length: 0", "GET /CODE HTTP/1.1\r\n" + host + "Content-Length: 0\r\n\r\n", "302"},
    {"Expect", "GET /CODE HTTP/1.1\r\n" + host + "Expect: 100-continue\r\n\r\n", "302"},
    {"Upgrade", "GET /CODE HTTP/1.1\r\n" + host + "Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n", "302"},
    {"bytes above 0x7f in a value", "GET /CODE HTTP/1.1\r\n" + host + "X-Model: Z\xc3\xbc\xff\r\n\r\n",
     "302"},
    {"tab in a value", "GET /CODE HTTP/1.1\r\n" + host + "X-Model:\ta\tb\t\r\n\r\n", "302"},
    {"empty value", "GET /CODE HTTP/1.1\r\n" + host + "X-Model:\r\n\r\n", "302"},
    {"Host with a port", "GET /CODE HTTP/1.1\r\nHost: wp.example:8080\r\n\r\n", "302"},
    {"Host is an IPv6 address", "GET /CODE HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n", "302"},

    {"chunked", "GET /CODE HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400"},
    {"any transfer encoding", "GET /CODE HTTP/1.1\r\n" + host + "Transfer-Encoding: identity\r\n\r\n", "400"},
    {"Content-Length above 0", "GET /CODE HTTP/1.1\r\n" + host + "Content-Length: 5\r\n\r\nhello", "400"},
    {"Content-Length with a sign", "GET /CODE HTTP/1.1\r\n" + host + "Content-Length: +0\r\n\r\n", "400"},
    {"Content-Length as a list", "GET /CODE HTTP/1.1\r\n" + host + "Content-Length: 0, 0\r\n\r\n", "400"},
    {"Content-Length twice",
     "GET /CODE HTTP/1.1\r\n" + host + "Content-Length: 0\r\nContent-Length: 0\r\n\r\n", "400"},
    {"Content-Length empty", "GET /CODE HTTP/1.1\r\n" + host + "Content-Length:\r\n\r\n", "400"},
    {"Content-Length of 2^64",
     "GET /CODE HTTP/1.1\r\n" + host + "Content-Length: 18446744073709551616\r\n\r\n", "400"},
    {"no Host", "GET /CODE HTTP/1.1\r\n\r\n", "400"},
    {"Host twice", "GET /CODE HTTP/1.1\r\n" + host + host + "\r\n", "400"},
    {"Host twice in HTTP/1.0", "GET /CODE HTTP/1.0\r\n" + host + host + "\r\n", "400"},
    {"Host empty", "GET /CODE HTTP/1.1\r\nHost:\r\n\r\n", "400"},
    {"Host with a path", "GET /CODE HTTP/1.1\r\nHost: wp.example/x\r\n\r\n", "400"},
    {"Host with user info", "GET /CODE HTTP/1.1\r\nHost: a@wp.example\r\n\r\n", "400"},
    {"Host with two names", "GET /CODE HTTP/1.1\r\nHost: wp.example, b.example\r\n\r\n", "400"},
    {"Host with a bad port", "GET /CODE HTTP/1.1\r\nHost: wp.example:80a\r\n\r\n", "400"},
    {"Host with bytes above 0x7f", "GET /CODE HTTP/1.1\r\nHost: w\xc3\xbc.example\r\n\r\n", "400"},
    {"folded field", "GET /CODE HTTP/1.1\r\n" + host + "X-A: b\r\n c\r\n\r\n", "400"},
    {"folded with a tab", "GET /CODE HTTP/1.1\r\n" + host + "X-A: b\r\n\tc\r\n\r\n", "400"},
    {"folded without text", "GET /CODE HTTP/1.1\r\n" + host + "X-A:\r\n \r\n\r\n", "400"},
    {"folded first field", "GET /CODE HTTP/1.1\r\n X-A: b\r\n" + host + "\r\n", "400"},
    {"space before the colon", "GET /CODE HTTP/1.1\r\nHost : wp.example\r\n\r\n", "400"},
    {"bare LF everywhere", "GET /CODE HTTP/1.1\nHost: wp.example\n\n", "400"},
    {"bare LF after the request line", "GET /CODE HTTP/1.1\n" + host + "\r\n", "400"},
    {"bare LF after a field", "GET /CODE HTTP/1.1\r\nHost: wp.example\n\r\n", "400"},
    {"bare LF in a value", "GET /CODE HTTP/1.1\r\n" + host + "X-A: b\nX-C: d\r\n\r\n", "400"},
    {"bare CR in a value", "GET /CODE HTTP/1.1\r\n" + host + "X-A: b\rX-C: d\r\n\r\n", "400"},
    {"bare CR in the request line", "GET /CODE\r HTTP/1.1\r\n" + host + "\r\n", "400"},
    {"bare CR at a line's end", "GET /CODE HTTP/1.1\r\r\n" + host + "\r\n", "400"},
    {"asterisk form", "GET * HTTP/1.1\r\n" + host + "\r\n", "400"},
    {"authority form", "GET wp.example:80 HTTP/1.1\r\n" + host + "\r\n", "400"},
    {"other scheme", "GET ftp://wp.example/CODE HTTP/1.1\r\n" + host + "\r\n", "400"},
    {"absolute form without a host", "GET http:///CODE HTTP/1.1\r\n" + host + "\r\n", "400"},
    {"absolute form with user info", "GET http://a:b@wp.example/CODE HTTP/1.1\r\n" + host + "\r\n", "400"},
    {"relative path", "GET CODE HTTP/1.1\r\n" + host + "\r\n", "400"},
    {"no target", "GET  HTTP/1.1\r\n" + host + "\r\n", "400"},
    {"space in the target", "GET /CODE x HTTP/1.1\r\n" + host + "\r\n", "400"},
    {"bytes above 0x7f in the target", "GET /CODE\xc3\xbc HTTP/1.1\r\n" + host + "\r\n", "400"},
    {"control byte in the target", "GET /CODE\x01 HTTP/1.1\r\n" + host + "\r\n", "400"},
    {"tab in the target", "GET /CODE\t HTTP/1.1\r\n" + host + "\r\n", "400"},
    {"DEL in the target", "GET /CODE\x7f HTTP/1.1\r\n" + host + "\r\n", "400"},
    {"NUL in the target", "GET /CODE\0 HTTP/1.1\r\n"s + host + "\r\n", "400"},
    {"NUL in the method", "G\0T /CODE HTTP/1.1\r\n"s + host + "\r\n", "400"},
    {"NUL in a name", "GET /CODE HTTP/1.1\r\n" + host + "X\0A: b\r\n\r\n"s, "400"},
    {"NUL in a value", "GET /CODE HTTP/1.1\r\n" + host + "X-A: b\0c\r\n\r\n"s, "400"},
    {"control byte in a value", "GET /CODE HTTP/1.1\r\n" + host + "X-A: b\x02\r\n\r\n", "400"},
    {"bytes above 0x7f in a name", "GET /CODE HTTP/1.1\r\n" + host + "X\xc3\xbc: b\r\n\r\n", "400"},
    {"control byte in a name", "GET /CODE HTTP/1.1\r\n" + host + "X\x01: b\r\n\r\n", "400"},
    {"field without a colon", "GET /CODE HTTP/1.1\r\n" + host + "X-A\r\n\r\n", "400"},
    {"field without a name", "GET /CODE HTTP/1.1\r\n" + host + ": b\r\n\r\n", "400"},
    {"HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "400"},
    {"HTTP/0.9", "GET /CODE\r\n\r\n", "400"},
    {"lower-case version", "GET /CODE http/1.1\r\n" + host + "\r\n", "400"},
    {"two empty lines before it", "\r\n\r\nGET /CODE HTTP/1.1\r\n" + host + "\r\n", "400"},

    {"POST", "POST /CODE HTTP/1.1\r\n" + host + "Content-Length: 5\r\n\r\nhello", "405"},
    {"PUT chunked", "PUT /CODE HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "405"},
    {"OPTIONS", "OPTIONS /CODE HTTP/1.1\r\n" + host + "\r\n", "405"},
    {"lower-case method", "get /CODE HTTP/1.1\r\n" + host + "\r\n", "405"},
    {"made-up method", "BREW /CODE HTTP/1.1\r\n" + host + "\r\n", "405"},
};

std::string with_code(std::string bytes, const std::string& code) {
  const auto at = bytes.find("CODE");
  return at == bytes.npos ? bytes : bytes.replace(at, 4, code);
}

BOOST_AUTO_TEST_SUITE(request_syntax)

BOOST_DATA_TEST_CASE(each_request_gets_its_status, boost::unit_test::data::make(requests), request) {
  session_fixture f;
  const auto answer = f.answer_to(with_code(request.bytes, f.live()));
  BOOST_TEST(status_of(answer) == request.status);
  const bool error = request.status != "302"s;
  const bool closes = error || count_of(request.bytes, "HTTP/1.0\r\n") > 0;
  BOOST_TEST((answer.find("Connection: close\r\n") != answer.npos) == closes);
  if (error) BOOST_TEST((f.last == redirect_session::next::discard));
  BOOST_TEST(count_of(answer, "HTTP/1.1 ") == 1u);
}

BOOST_DATA_TEST_CASE(a_request_in_two_pieces_gets_the_same_answer, boost::unit_test::data::make(requests),
                     request) {
  session_fixture f;
  const auto bytes = with_code(request.bytes, f.live());
  const auto whole = f.answer_to(bytes);
  for (std::size_t first = 0; first < bytes.size(); ++first)
    BOOST_TEST(f.answer_in_pieces(bytes, first) == whole);
}

BOOST_AUTO_TEST_CASE(a_request_byte_by_byte_is_answered_once) {
  session_fixture f;
  redirect_session session(f.desk, f.from);
  std::string in, answers;
  for (const char c : get("/" + f.live(), "User-Agent: x\r\n")) {
    BOOST_TEST(answers.empty());
    in += c;
    f.go_on(session, in, answers);
  }
  BOOST_TEST(status_of(answers) == "302");
  BOOST_TEST(in.empty());
}

BOOST_AUTO_TEST_CASE(wrong_method_names_the_right_ones) {
  session_fixture f;
  BOOST_TEST(f.answer_to("POST / HTTP/1.1\r\nHost: a\r\n\r\n").find("Allow: GET, HEAD\r\n") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(head_of_8192_bytes_passes_and_one_more_is_too_large) {
  session_fixture f;
  const auto padded = [&](std::size_t size) {
    const auto bare = get("/" + f.live(), "X-A: \r\n");
    return get("/" + f.live(), "X-A: " + std::string(size - bare.size(), 'a') + "\r\n");
  };
  BOOST_TEST(status_of(f.answer_to(padded(8192))) == "302");
  BOOST_TEST(status_of(f.answer_to(padded(8193))) == "431");
}

BOOST_AUTO_TEST_CASE(head_without_an_end_is_too_large_at_8192_bytes) {
  session_fixture f;
  const auto endless = "GET /" + std::string(100'000, 'a');
  BOOST_TEST(f.answer_to(endless.substr(0, 8191)).empty());
  BOOST_TEST(status_of(f.answer_to(endless.substr(0, 8192))) == "431");
}

BOOST_AUTO_TEST_CASE(hundred_fields_pass_and_one_more_is_too_large) {
  session_fixture f;
  std::string fields;
  for (int i = 1; i < 100; ++i) fields += "X-A: b\r\n";
  BOOST_TEST(status_of(f.answer_to(get("/" + f.live(), fields))) == "302");
  BOOST_TEST(status_of(f.answer_to(get("/" + f.live(), fields + "X-A: b\r\n"))) == "431");
}

BOOST_AUTO_TEST_CASE(random_bytes_never_break_the_session) {
  session_fixture f({.per_second = 0});
  std::mt19937_64 random(20240229);
  const auto seed =
      get("/" + f.live(), "User-Agent: phone\r\nContent-Length: 0\r\nConnection: keep-alive\r\n");
  const std::string_view symbols = "\r\n \t:/%?.,\0GETHOST/1.10\xff-"sv;
  for (int round = 0; round < 20'000; ++round) {
    auto bytes = seed + seed;
    for (auto flips = random() % 8; flips > 0; --flips) {
      const auto at = random() % bytes.size();
      const char c = symbols[random() % symbols.size()];
      switch (random() % 3) {
        case 0:
          bytes[at] = c;
          break;
        case 1:
          bytes.insert(at, 1 + random() % 3, c);
          break;
        case 2:
          bytes.erase(at, 1 + random() % 3);
          break;
      }
    }
    const auto answers = f.answer_in_pieces(bytes, random() % (bytes.size() + 1));
    BOOST_REQUIRE(answers.empty() || answers.starts_with("HTTP/1.1 "));
    BOOST_REQUIRE(f.left <= bytes.size());
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
