#include <memory>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/live/redis/connected.hpp"
#include "tests/support/redis_process.hpp"

namespace asio = boost::asio;
using waypost::errc;
using waypost::make_error_code;
using waypost::redis::command;
using waypost::redis::reply;
using waypost::test::connected;
using waypost::test::redis_process;

namespace {

struct tally {
  std::size_t answered = 0;
  std::size_t right = 0;
  std::size_t failed = 0;
};

asio::awaitable<void> echo(waypost::redis::connection& redis, std::size_t n, tally& into) {
  const std::string text = "call " + std::to_string(n);
  command c{"ECHO"};
  c.add(text);
  const auto answer = co_await redis.call("key", std::move(c));
  ++into.answered;
  if (answer.has_error()) ++into.failed;
  if (answer.has_value() && answer->text == text) ++into.right;
}

waypost::task<std::vector<reply>> transaction(waypost::redis::connection& redis) {
  std::vector<command> commands;
  commands.push_back(command{"MULTI"});
  commands.push_back(command{"SET", "key", "text"});
  commands.push_back(command{"INCR", "key"});
  commands.push_back(command{"EXEC"});
  co_return co_await redis.call_all("key", std::move(commands));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(connection_calls)

BOOST_AUTO_TEST_CASE(ten_thousand_calls_at_once_get_their_own_answers) {
  redis_process server;
  connected c(server.endpoint());
  BOOST_REQUIRE(c.wait());
  constexpr std::size_t calls = 10000;
  tally into;
  for (std::size_t n = 0; n < calls; ++n) asio::co_spawn(c.io, echo(c.redis, n, into), asio::detached);
  const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (into.answered < calls && std::chrono::steady_clock::now() < limit)
    c.io.run_one_for(std::chrono::seconds(1));
  BOOST_TEST(into.answered == calls);
  BOOST_TEST(into.right == calls);
  BOOST_TEST(c.redis.generation() == 1u);
}

BOOST_AUTO_TEST_CASE(every_kind_of_reply_arrives_as_it_was) {
  redis_process server;
  connected c(server.endpoint());
  BOOST_REQUIRE(c.wait());
  BOOST_TEST((c.call({"SET", "key", "value"})->type == reply::kind::status));
  BOOST_TEST(c.call({"GET", "key"})->text == "value");
  BOOST_TEST(c.call({"GET", "other"})->is_nil());
  BOOST_TEST(c.call({"STRLEN", "key"})->integer == 5);
  const auto nested = c.call({"EVAL", "return {1, {'two', {}}, false}", "0"});
  BOOST_REQUIRE(nested.has_value());
  BOOST_REQUIRE(nested->elements.size() == 3u);
  BOOST_TEST(nested->elements[0].integer == 1);
  BOOST_REQUIRE(nested->elements[1].elements.size() == 2u);
  BOOST_TEST(nested->elements[1].elements[0].text == "two");
  BOOST_TEST((nested->elements[1].elements[1].type == reply::kind::array));
  BOOST_TEST(nested->elements[2].is_nil());
}

BOOST_AUTO_TEST_CASE(bytes_of_any_value_pass_both_ways) {
  redis_process server;
  connected c(server.endpoint());
  BOOST_REQUIRE(c.wait());
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  command set{"SET", "key"};
  set.add(all);
  BOOST_REQUIRE(c.call(set).has_value());
  BOOST_TEST((c.call({"GET", "key"})->text == all));
}

BOOST_AUTO_TEST_CASE(error_reply_to_a_call_becomes_its_errc) {
  redis_process server;
  connected c(server.endpoint());
  BOOST_REQUIRE(c.wait());
  BOOST_TEST(c.call({"EVALSHA", std::string(40, '0'), "0"}).error() == make_error_code(errc::redis_noscript));
  BOOST_TEST(c.call({"NO SUCH COMMAND"}).error() == make_error_code(errc::redis_error));
  BOOST_TEST(c.redis.connected());
}

BOOST_AUTO_TEST_CASE(error_within_a_transaction_is_in_its_place) {
  redis_process server;
  connected c(server.endpoint());
  BOOST_REQUIRE(c.wait());
  const auto replies = c.run(transaction(c.redis));
  BOOST_REQUIRE(replies.has_value());
  BOOST_REQUIRE(replies->size() == 4u);
  BOOST_REQUIRE((*replies)[3].elements.size() == 2u);
  BOOST_TEST(!(*replies)[3].elements[0].is_error());
  BOOST_TEST((*replies)[3].elements[1].is_error());
}

BOOST_AUTO_TEST_CASE(no_commands_give_no_replies) {
  redis_process server;
  connected c(server.endpoint());
  BOOST_REQUIRE(c.wait());
  const auto replies = c.run(c.redis.call_all("key", {}));
  BOOST_REQUIRE(replies.has_value());
  BOOST_TEST(replies->empty());
}

BOOST_AUTO_TEST_CASE(two_hundred_megabytes_in_one_reply_arrive_whole) {
  redis_process server({.appendfsync = "everysec", .arguments = {}});
  waypost::redis::connection_options patient;
  patient.call_timeout = std::chrono::seconds(120);
  connected c(server.endpoint(), patient);
  BOOST_REQUIRE(c.wait());
  constexpr std::size_t pieces = 50;
  const std::string piece(4 * 1024 * 1024, 'x');
  command get{"MGET"};
  for (std::size_t n = 0; n < pieces; ++n) {
    const std::string key = "piece:" + std::to_string(n);
    command set{"SET"};
    set.add(key).add(piece);
    BOOST_REQUIRE(c.call(set).has_value());
    get.add(key);
  }
  const auto all = c.call(get);
  BOOST_REQUIRE(all.has_value());
  BOOST_REQUIRE(all->elements.size() == pieces);
  for (const auto& element : all->elements) BOOST_TEST((element.text == piece));
}

BOOST_AUTO_TEST_CASE(arrays_nested_too_deep_are_a_protocol_error_and_end_the_connection) {
  redis_process server;
  connected c(server.endpoint());
  BOOST_REQUIRE(c.wait());
  BOOST_TEST(c.call({"EVAL", "return {{{{{{{1}}}}}}}", "0"}).has_value());
  BOOST_TEST(c.call({"EVAL", "return {{{{{{{{{{1}}}}}}}}}}", "0"}).error() ==
             make_error_code(errc::redis_protocol));
  BOOST_TEST(c.wait());
  BOOST_TEST(c.redis.generation() == 2u);
}

BOOST_AUTO_TEST_SUITE_END()
