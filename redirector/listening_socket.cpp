#include "redirector/listening_socket.hpp"

#include <cerrno>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>

namespace waypost {
namespace {

[[noreturn]] void fail(int error, const std::string& what) {
  throw std::system_error(error, std::generic_category(), what);
}

void set(int descriptor, int level, int name, int value) {
  if (::setsockopt(descriptor, level, name, &value, sizeof value) != 0) fail(errno, "setsockopt");
}

void prepare(int descriptor, const boost::asio::ip::tcp::endpoint& at, int backlog, bool deferred) {
  set(descriptor, SOL_SOCKET, SO_REUSEADDR, 1);
  set(descriptor, SOL_SOCKET, SO_REUSEPORT, 1);
  set(descriptor, IPPROTO_TCP, TCP_NODELAY, 1);
  // Seconds until a client that says nothing is handed over all the same.
  if (deferred) set(descriptor, IPPROTO_TCP, TCP_DEFER_ACCEPT, 5);
  const auto text = at.address().to_string() + " port " + std::to_string(at.port());
  if (::bind(descriptor, at.data(), static_cast<socklen_t>(at.size())) != 0) fail(errno, "bind to " + text);
  if (::listen(descriptor, backlog) != 0) fail(errno, "listen at " + text);
}

}  // namespace

int open_listening_socket(const boost::asio::ip::tcp::endpoint& at, int backlog, bool deferred) {
  const int descriptor =
      ::socket(at.protocol().family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_TCP);
  if (descriptor < 0) fail(errno, "socket");
  try {
    prepare(descriptor, at, backlog, deferred);
  } catch (...) {
    ::close(descriptor);
    throw;
  }
  return descriptor;
}

boost::asio::ip::tcp::endpoint bound_endpoint(int descriptor) {
  boost::asio::ip::tcp::endpoint at;
  auto size = static_cast<socklen_t>(at.capacity());
  if (::getsockname(descriptor, at.data(), &size) != 0) fail(errno, "getsockname");
  at.resize(size);
  return at;
}

}  // namespace waypost
