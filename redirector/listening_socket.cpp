#include "redirector/listening_socket.hpp"

#include <cerrno>
#include <netinet/tcp.h>
#include <string>
#include <sys/socket.h>
#include <system_error>

#include "attribution/journal/file_descriptor.hpp"
#include "redirector/process.hpp"

namespace waypost {
namespace {

[[noreturn]] void fail(int error, const std::string& what) {
  throw std::system_error(error, std::generic_category(), what);
}

[[noreturn]] void cannot_listen(int error, const boost::asio::ip::tcp::endpoint& at) {
  fail(error, "cannot listen on " + to_text(at));
}

void set(const file_descriptor& socket, int level, int name, int value) {
  if (::setsockopt(socket.number(), level, name, &value, sizeof value) != 0) fail(errno, "setsockopt");
}

file_descriptor bound_socket(const boost::asio::ip::tcp::endpoint& at, bool shared) {
  file_descriptor socket(
      ::socket(at.protocol().family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_TCP));
  if (!socket) fail(errno, "socket");
  set(socket, SOL_SOCKET, SO_REUSEADDR, 1);
  if (shared) set(socket, SOL_SOCKET, SO_REUSEPORT, 1);
  if (::bind(socket.number(), at.data(), static_cast<socklen_t>(at.size())) != 0) cannot_listen(errno, at);
  return socket;
}

}  // namespace

int open_listening_socket(const boost::asio::ip::tcp::endpoint& at, const listening_manner& manner) {
  auto socket = bound_socket(at, manner.shared);
  set(socket, IPPROTO_TCP, TCP_NODELAY, 1);
  // Seconds until a client that says nothing is handed over all the same.
  if (manner.deferred) set(socket, IPPROTO_TCP, TCP_DEFER_ACCEPT, 5);
  if (::listen(socket.number(), manner.backlog) != 0) cannot_listen(errno, at);
  return socket.release();
}

void expect_nobody_at(const boost::asio::ip::tcp::endpoint& at) { bound_socket(at, false); }

boost::asio::ip::tcp::endpoint bound_endpoint(int descriptor) {
  boost::asio::ip::tcp::endpoint at;
  auto size = static_cast<socklen_t>(at.capacity());
  if (::getsockname(descriptor, at.data(), &size) != 0) fail(errno, "getsockname");
  at.resize(size);
  return at;
}

}  // namespace waypost
