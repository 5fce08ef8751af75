#include <string>

#include <boost/test/unit_test.hpp>

#include "attribution/redis/endpoint.hpp"

using waypost::redis::parse_endpoint;
using waypost::redis::to_text;

BOOST_AUTO_TEST_SUITE(endpoints)

BOOST_AUTO_TEST_CASE(host_alone_gets_the_usual_port) {
  const auto where = parse_endpoint("redis://cache.example").value();
  BOOST_TEST(where.host == "cache.example");
  BOOST_TEST(where.port == 6379);
  BOOST_TEST(where.path.empty());
  BOOST_TEST(to_text(where) == "redis://cache.example:6379");
}

BOOST_AUTO_TEST_CASE(user_and_password_are_read_and_never_shown) {
  const auto where = parse_endpoint("redis://wp:s%40cret%3A%2f@127.0.0.1:7000").value();
  BOOST_TEST(where.user == "wp");
  BOOST_TEST(where.password == "s@cret:/");
  BOOST_TEST(to_text(where) == "redis://127.0.0.1:7000");
  const auto no_user = parse_endpoint("redis://:secret@host").value();
  BOOST_TEST(no_user.user.empty());
  BOOST_TEST(no_user.password == "secret");
}

BOOST_AUTO_TEST_CASE(ipv6_address_is_in_brackets_both_ways) {
  const auto where = parse_endpoint("redis://[::1]:6380").value();
  BOOST_TEST(where.host == "::1");
  BOOST_TEST(where.port == 6380);
  BOOST_TEST(to_text(where) == "redis://[::1]:6380");
  BOOST_TEST(parse_endpoint("redis://[fe80::1%eth0]").value().port == 6379);
}

BOOST_AUTO_TEST_CASE(unix_socket_is_a_path) {
  const auto where = parse_endpoint("unix:/run/redis.sock").value();
  BOOST_TEST(where.host.empty());
  BOOST_TEST(where.path == "/run/redis.sock");
  BOOST_TEST(to_text(where) == "unix:/run/redis.sock");
}

BOOST_AUTO_TEST_CASE(unix_path_of_107_bytes_passes_and_of_108_does_not) {
  BOOST_TEST(parse_endpoint("unix:" + std::string(107, 'p')).has_value());
  BOOST_TEST(parse_endpoint("unix:" + std::string(108, 'p')).has_error());
}

BOOST_AUTO_TEST_CASE(what_is_neither_is_invalid) {
  for (const std::string text : {"",
                                 "redis://",
                                 "redis:///",
                                 "redis://:6379",
                                 "redis://host:",
                                 "redis://host:0",
                                 "redis://host:65536",
                                 "redis://host:-1",
                                 "redis://host:6379x",
                                 "redis://host:1:2",
                                 "redis://user@host",
                                 "redis://user:@host",
                                 "redis://u:p%4@host",
                                 "redis://u:p%zz@host",
                                 "redis://[::1",
                                 "redis://[]:1",
                                 "redis://[::1]x",
                                 "redis://ho st",
                                 "redis://host\r\n",
                                 "redis://host/0",
                                 "rediss://host",
                                 "http://host",
                                 "host:6379",
                                 "unix:",
                                 "/run/redis.sock",
                                 "embedded"}) {
    const auto where = parse_endpoint(text);
    BOOST_TEST(where.has_error(), "refused: \"" << text << '"');
    if (where.has_error()) BOOST_TEST(where.error() == waypost::make_error_code(waypost::errc::invalid));
  }
}

BOOST_AUTO_TEST_SUITE_END()
