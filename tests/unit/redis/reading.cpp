#include <string>

#include <boost/test/unit_test.hpp>

#include "attribution/redis/info.hpp"
#include "attribution/redis/reply_reader.hpp"

using waypost::errc;
using waypost::make_error_code;
using waypost::redis::reply;
using waypost::redis::reply_reader;

namespace {

const std::string every_kind =
    "*7\r\n:-42\r\n$5\r\na\r\nbc\r\n+fine\r\n-ERR bad\r\n$-1\r\n*-1\r\n*2\r\n*0\r\n$0\r\n\r\n";

void check_every_kind(const reply& r) {
  BOOST_REQUIRE((r.type == reply::kind::array));
  BOOST_REQUIRE(r.elements.size() == 7u);
  BOOST_TEST(r.elements[0].integer == -42);
  BOOST_TEST(r.elements[1].text == "a\r\nbc");
  BOOST_TEST((r.elements[2].type == reply::kind::status));
  BOOST_TEST(r.elements[2].text == "fine");
  BOOST_TEST(r.elements[3].is_error());
  BOOST_TEST(r.elements[3].text == "ERR bad");
  BOOST_TEST(r.elements[4].is_nil());
  BOOST_TEST(r.elements[5].is_nil());
  BOOST_REQUIRE(r.elements[6].elements.size() == 2u);
  BOOST_TEST((r.elements[6].elements[0].type == reply::kind::array));
  BOOST_TEST((r.elements[6].elements[1].type == reply::kind::string));
}

std::string nested(int depth) {
  std::string text;
  for (int n = 0; n < depth; ++n) text += "*1\r\n";
  return text + ":1\r\n";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(reading)

BOOST_AUTO_TEST_CASE(reply_cut_anywhere_is_read_whole) {
  for (std::size_t cut = 0; cut <= every_kind.size(); ++cut) {
    reply_reader reader;
    reader.feed({every_kind.data(), cut});
    auto early = reader.next();
    BOOST_REQUIRE(early.has_value());
    if (cut == every_kind.size()) {
      BOOST_REQUIRE(early->has_value());
      check_every_kind(**early);
      continue;
    }
    BOOST_TEST(!early->has_value());
    reader.feed({every_kind.data() + cut, every_kind.size() - cut});
    auto whole = reader.next();
    BOOST_REQUIRE(whole.has_value());
    BOOST_REQUIRE(whole->has_value());
    check_every_kind(**whole);
  }
}

BOOST_AUTO_TEST_CASE(replies_fed_together_come_one_by_one) {
  reply_reader reader;
  std::string bytes;
  for (int n = 0; n < 5000; ++n) bytes += ':' + std::to_string(n) + "\r\n";
  reader.feed(bytes);
  for (int n = 0; n < 5000; ++n) {
    auto next = reader.next();
    BOOST_REQUIRE(next.has_value());
    BOOST_REQUIRE(next->has_value());
    BOOST_REQUIRE((*next)->integer == n);
  }
  BOOST_TEST(!reader.next()->has_value());
}

BOOST_AUTO_TEST_CASE(bytes_that_are_not_resp2_are_a_protocol_error) {
  for (const std::string bytes : {"HTTP/1.1 400 Bad Request\r\n", "%1\r\n", "_\r\n", ":12x\r\n", "*-5\r\n"}) {
    reply_reader reader;
    reader.feed(bytes);
    const auto next = reader.next();
    BOOST_REQUIRE(next.has_error());
    BOOST_TEST(next.error() == make_error_code(errc::redis_protocol));
    BOOST_TEST(!reader.trouble().empty());
  }
}

BOOST_AUTO_TEST_CASE(array_is_read_to_depth_seven_and_refused_below) {
  reply_reader seven;
  seven.feed(nested(7));
  BOOST_TEST(seven.next().has_value());
  reply_reader deeper;
  deeper.feed(nested(9));
  BOOST_TEST(deeper.next().error() == make_error_code(errc::redis_protocol));
}

BOOST_AUTO_TEST_CASE(reply_left_unfinished_is_freed) {
  reply_reader reader;
  reader.feed(std::string("*3\r\n$3\r\nabc\r\n*2\r\n:1\r\n"));
  BOOST_TEST(!reader.next()->has_value());
}

BOOST_AUTO_TEST_CASE(error_texts_mean_their_errc) {
  using waypost::redis::error_of;
  const std::pair<const char*, errc> cases[] = {
      {"NOSCRIPT No matching script. Please use EVAL.", errc::redis_noscript},
      {"MOVED 3999 127.0.0.1:6381", errc::redis_moved},
      {"ASK 3999 127.0.0.1:6381", errc::redis_moved},
      {"TRYAGAIN Multiple keys request during rehashing of slot", errc::redis_moved},
      {"CLUSTERDOWN Hash slot not served", errc::redis_moved},
      {"READONLY You can't write against a read only replica.", errc::redis_readonly},
      {"MISCONF Errors writing to the AOF file: No space left on device", errc::redis_readonly},
      {"OOM command not allowed when used memory > 'maxmemory'.", errc::redis_readonly},
      {"NOREPLICAS Not enough good replicas to write.", errc::redis_readonly},
      {"MASTERDOWN Link with MASTER is down", errc::redis_readonly},
      {"LOADING Redis is loading the dataset in memory", errc::redis_loading},
      {"NOAUTH Authentication required.", errc::redis_auth},
      {"WRONGPASS invalid username-password pair or user is disabled.", errc::redis_auth},
      {"NOPERM this user has no permissions to run the 'config' command", errc::redis_forbidden},
      {"DENIED Redis is running in protected mode", errc::redis_auth},
      {"ERR unknown command", errc::redis_error},
      {"WRONGTYPE Operation against a key holding the wrong kind of value", errc::redis_error},
      {"ASKED", errc::redis_error},
      {"", errc::redis_error},
  };
  for (const auto& [text, meaning] : cases)
    BOOST_TEST((error_of(text) == meaning), "the meaning of \"" << text << '"');
}

BOOST_AUTO_TEST_CASE(info_fields_are_found_by_their_whole_name) {
  using waypost::redis::info_field;
  using waypost::redis::info_number;
  constexpr std::string_view info =
      "# Server\r\nredis_version:7.0.15\r\naof_rewrites:12\r\nrewrites:3\r\nlast:";
  BOOST_TEST(info_field(info, "redis_version").value() == "7.0.15");
  BOOST_TEST(info_number(info, "rewrites").value() == 3u);
  BOOST_TEST(info_number(info, "aof_rewrites").value() == 12u);
  BOOST_TEST(info_field(info, "last").value() == "");
  BOOST_TEST(!info_field(info, "redis").has_value());
  BOOST_TEST(!info_number(info, "redis_version").has_value());
  BOOST_TEST(!info_number(info, "last").has_value());
}

BOOST_AUTO_TEST_SUITE_END()
