#include <boost/test/unit_test.hpp>

#include "tests/unit/redirector/api_fixture.hpp"

namespace {

using namespace waypost;
using namespace waypost::test;

BOOST_AUTO_TEST_SUITE(api_connection_ends)

BOOST_AUTO_TEST_CASE(connection_that_its_client_ends_is_closed) {
  api_fixture f;
  for (int calls = 0; calls < 3; ++calls) {
    auto client = f.connect();
    for (int i = 0; i < calls; ++i) {
      client.send(call("GET /healthz", ""));
      BOOST_TEST(status(client.answer()) == 200);
    }
    client.finish_sending();
    BOOST_TEST(client.rest().empty());
    BOOST_TEST(!client.gave_up());
  }
}

// As when the server stops while a call takes longer than it waits.
BOOST_AUTO_TEST_CASE(call_under_way_may_be_given_up_after_the_listener) {
  two_keys keys;
  recording_log log;
  waiting never;
  auto io = std::make_unique<boost::asio::io_context>(1);
  api_options options;
  options.at = {boost::asio::ip::make_address("127.0.0.1"), 0};
  auto listener = std::make_unique<api_listener>(
      *io, options, std::vector<endpoint>{{"POST", "/wait", scope::stats, 1000, &never}}, keys, log);
  listener->start();
  loopback_client client(listener->address());
  client.send(call("POST /wait", key + "Content-Length: 5\r\n", "hello"));
  while (!never.reached) io->run_one();
  listener.reset();
  io.reset();
  BOOST_TEST(client.rest().empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
