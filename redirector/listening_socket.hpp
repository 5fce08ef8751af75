#pragma once

#include <boost/asio/ip/tcp.hpp>

namespace waypost {

// Opens a listening socket at `at` that shares its port with others of this process (SO_REUSEPORT), hands out
// non-blocking connections without delay (TCP_NODELAY is inherited) and, where `deferred`, only once their
// first bytes are there. Gives its descriptor, which the caller owns. Throws std::system_error.
int open_listening_socket(const boost::asio::ip::tcp::endpoint& at, int backlog, bool deferred);

// Where a listening socket is bound.
boost::asio::ip::tcp::endpoint bound_endpoint(int descriptor);

}  // namespace waypost
