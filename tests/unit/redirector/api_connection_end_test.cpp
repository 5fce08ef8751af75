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

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
