#include <string>

#include <boost/test/unit_test.hpp>

#include "attribution/redis/wire.hpp"

using waypost::redis::append_wire;
using waypost::redis::command;

BOOST_AUTO_TEST_SUITE(formatting)

BOOST_AUTO_TEST_CASE(command_is_an_array_of_bulk_strings) {
  std::string out = "before ";
  append_wire(out, command{"SET", "key", "value"});
  BOOST_TEST(out == "before *3\r\n$3\r\nSET\r\n$3\r\nkey\r\n$5\r\nvalue\r\n");
}

BOOST_AUTO_TEST_CASE(empty_and_binary_arguments_keep_their_bytes) {
  std::string out;
  command c{"SET", ""};
  c.add(std::string_view("\0\r\n", 3));
  append_wire(out, c);
  BOOST_TEST(out == std::string("*3\r\n$3\r\nSET\r\n$0\r\n\r\n$3\r\n\0\r\n\r\n", 28));
}

BOOST_AUTO_TEST_CASE(numbers_are_spelled_in_decimal) {
  std::string out;
  command c{"X"};
  c.add(std::int64_t{-9223372036854775807 - 1}).add(std::uint64_t{18446744073709551615u});
  append_wire(out, c);
  BOOST_TEST(out == "*3\r\n$1\r\nX\r\n$20\r\n-9223372036854775808\r\n$20\r\n18446744073709551615\r\n");
}

BOOST_AUTO_TEST_SUITE_END()
