#pragma once

#include <boost/asio/ip/tcp.hpp>

namespace waypost {

// How a listening socket behaves.
struct listening_manner {
  int backlog = 0;
  bool deferred = false;  // hands out a connection only once its first bytes are there
  bool shared = false;    // the address may have further sockets, of this user's processes (SO_REUSEPORT)
};

// Opens a listening socket at `at`, whose connections are non-blocking and without delay (TCP_NODELAY is
// inherited). Gives its descriptor, which the caller owns. Throws std::system_error that names the address;
// where the socket is not shared, also when anybody listens there.
int open_listening_socket(const boost::asio::ip::tcp::endpoint& at, const listening_manner& manner);

// Throws as open_listening_socket() would for a socket that is not shared. To be asked before the first of
// those that are: a second server would join them without an error, and take a part of their clients.
void expect_nobody_at(const boost::asio::ip::tcp::endpoint& at);

// Where a listening socket is bound.
boost::asio::ip::tcp::endpoint bound_endpoint(int descriptor);

}  // namespace waypost
