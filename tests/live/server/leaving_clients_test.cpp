#include <filesystem>
#include <iterator>
#include <string>

#include <boost/test/unit_test.hpp>

#include "tests/support/eventually.hpp"
#include "tests/support/http_client.hpp"
#include "tests/support/server_process.hpp"

namespace waypost::test {

namespace {

std::size_t open_files(const server_process& of) {
  const std::filesystem::directory_iterator files("/proc/" + std::to_string(of.pid()) + "/fd");
  return static_cast<std::size_t>(std::distance(begin(files), end(files)));
}

}  // namespace

BOOST_AUTO_TEST_CASE(clients_that_leave_leave_nothing_open) {
  server_process server({});
  const auto before = open_files(server);
  for (int i = 0; i < 50; ++i) {
    http_client caller(server.api());
    BOOST_TEST(caller.get("/healthz").status == 200U);
    http_client phone(server.redirect());
    BOOST_TEST(phone.get("/not-a-code").status == 404U);
  }
  BOOST_TEST(eventually([&] { return open_files(server) <= before + 2; }));
  BOOST_TEST(server.stop() == 0);
}

}  // namespace waypost::test
