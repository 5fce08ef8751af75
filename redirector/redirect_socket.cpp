#include "redirector/redirect_socket.hpp"

#include <sys/socket.h>
#include <unistd.h>

namespace waypost {

ssize_t redirect_socket::read_now(std::span<char> into) noexcept {
  return ::recv(descriptor_, into.data(), into.size(), 0);
}

ssize_t redirect_socket::send_now(std::string_view bytes, bool last) noexcept {
  return ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL | (last ? MSG_MORE : 0));
}

bool redirect_socket::enter_reactor() noexcept {
  if (registered_.is_open()) return true;
  boost::system::error_code ec;
  // The protocol only decides how addresses are read, which nobody does any more.
  registered_.assign(boost::asio::ip::tcp::v4(), descriptor_, ec);
  return !ec;
}

void redirect_socket::cancel() noexcept {
  boost::system::error_code ignored;
  if (registered_.is_open()) registered_.cancel(ignored);
}

void redirect_socket::shut_sending() noexcept { ::shutdown(descriptor_, SHUT_WR); }

void redirect_socket::close() noexcept {
  if (descriptor_ < 0) return;
  boost::system::error_code ignored;
  if (registered_.is_open())
    registered_.close(ignored);
  else
    ::close(descriptor_);
  descriptor_ = -1;
}

}  // namespace waypost
