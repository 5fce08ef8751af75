#pragma once

#include <string>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace waypost::test {

// A port of the loopback that nobody listened at a moment ago.
inline std::string free_port() {
  boost::asio::io_context io;
  const boost::asio::ip::tcp::acceptor probe(io, {boost::asio::ip::address_v4::loopback(), 0});
  return std::to_string(probe.local_endpoint().port());
}

}  // namespace waypost::test
