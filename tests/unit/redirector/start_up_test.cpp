#include "redirector/start_up.hpp"

#include <stdexcept>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include "redirector/stop_signals.hpp"
#include "tests/support/recording_log.hpp"
#include "tests/support/temporary_directory.hpp"

namespace {

using namespace waypost;
using namespace waypost::test;

boost::asio::awaitable<void> ends_well() { co_return; }

boost::asio::awaitable<void> has_a_bug() {
  throw std::logic_error("a bug");
  co_return;
}

struct starting_server {
  temporary_directory folder;
  recording_log log;
  boost::asio::io_context io{1};
  stop_signals signals{io};
  redis::connection redis{io.get_executor(), redis::parse_endpoint("unix:/nowhere").value(), {}, log};
  directory links;
  registry registered{
      {folder.path()}, redis, links, [](std::string_view url) { return std::string(url); }, log};
  start_up starting{io, signals, redis, registered, log};
};

BOOST_AUTO_TEST_SUITE(lasting_parts)

BOOST_AUTO_TEST_CASE(part_that_an_exception_ends_is_told_of) {
  starting_server s;
  s.starting.keep("this part", ends_well());
  s.io.poll();
  BOOST_TEST(s.starting.parts_well());
  s.starting.keep("that part", has_a_bug());
  s.io.poll();
  BOOST_TEST(!s.starting.parts_well());
  BOOST_TEST(s.log.contains("alarm that part ended, the server is to be started anew: a bug"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
