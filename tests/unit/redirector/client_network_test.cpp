#include "redirector/client_network.hpp"

#include <arpa/inet.h>
#include <cstring>
#include <netinet/in.h>

#include <boost/test/unit_test.hpp>

namespace {

using namespace waypost;

sockaddr_storage address(const char* text) {
  sockaddr_storage out{};
  sockaddr_in v4{};
  sockaddr_in6 v6{};
  v4.sin_family = AF_INET;
  v6.sin6_family = AF_INET6;
  if (::inet_pton(AF_INET, text, &v4.sin_addr) == 1)
    std::memcpy(&out, &v4, sizeof v4);
  else if (::inet_pton(AF_INET6, text, &v6.sin6_addr) == 1)
    std::memcpy(&out, &v6, sizeof v6);
  return out;
}

BOOST_AUTO_TEST_SUITE(client_networks)

BOOST_AUTO_TEST_CASE(ipv4_is_cut_to_24_bits) {
  BOOST_TEST((network_of(address("203.0.113.77")) == network{network::family::ipv4, {203, 0, 113}}));
}

BOOST_AUTO_TEST_CASE(ipv6_is_cut_to_48_bits) {
  BOOST_TEST((network_of(address("2001:db8:1:2:3:4:5:6")) ==
              network{network::family::ipv6, {0x20, 0x01, 0x0d, 0xb8, 0, 1}}));
}

BOOST_AUTO_TEST_CASE(mapped_ipv4_is_ipv4) {
  BOOST_TEST((network_of(address("::ffff:203.0.113.77")) == network{network::family::ipv4, {203, 0, 113}}));
}

BOOST_AUTO_TEST_CASE(anything_else_is_nowhere) { BOOST_TEST((network_of(sockaddr_storage{}) == network{})); }

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
