#include <stdexcept>
#include <string>
#include <string_view>

#include <boost/test/unit_test.hpp>

#include "tests/live/registry/node.hpp"
#include "tests/support/redis_process.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace waypost;
using namespace waypost::test;

namespace {

std::string refuse_some(std::string_view url) {
  if (url.find("poison") != url.npos) throw std::logic_error("a bug that this link shows");
  return std::string(url);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(fault_of_one_server)

BOOST_AUTO_TEST_CASE(halts_its_registry_and_says_so_while_the_others_go_on) {
  boost::asio::io_context io;
  redis_process redis;
  temporary_directory folder, other_folder;
  node well{io, redis.endpoint(), folder.path()};
  well.wait_founded();
  {
    node faulty{io, redis.endpoint(), other_folder.path(), false, refuse_some};
    faulty.may_fail = true;
    faulty.wait_founded();
    found_campaign(well, campaign_id{1}, "https://a.example/");
    const auto added = make_recipients(well.known, campaign_id{1}, 10);
    BOOST_TEST(well.offer(added)->taken);
    const code_number code{added.run.length, added.run.first_number};
    run_until(io, [&] { return faulty.destination(code) == "https://a.example/"; });

    BOOST_TEST(well.offer(make_campaign(campaign_id{2}, "https://poison.example/"))->taken);
    run_until(io, [&] { return faulty.known.trouble() == "registry-halted"; });
    BOOST_TEST(!faulty.known.connected());
    const auto began = std::chrono::steady_clock::now();
    BOOST_TEST((faulty.offer(make_account()).error() == errc::redis_unavailable));
    BOOST_TEST((std::chrono::steady_clock::now() - began < std::chrono::seconds(1)));
    // For good: reading on would leave out what was not put into the directory.
    BOOST_TEST(well.offer(make_campaign(campaign_id{3}, "https://c.example/"))->taken);
    io.run_for(std::chrono::milliseconds(600));
    BOOST_TEST(faulty.known.trouble() == "registry-halted");
    BOOST_TEST(faulty.destination(code) == "https://a.example/");
  }
  BOOST_TEST(well.known.connected());
}

BOOST_AUTO_TEST_SUITE_END()
