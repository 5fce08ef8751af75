#pragma once

#include <array>
#include <cerrno>
#include <chrono>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <sys/time.h>
#include <thread>
#include <unistd.h>

#include <boost/asio/ip/tcp.hpp>

namespace waypost::test {

// A blocking client on a plain socket, which sees what is on the wire: bytes, ends and resets. Every read
// gives up after 20 s.
class loopback_client {
 public:
  // `from`: a loopback address of its own, 127.x.y.z; any where that is empty.
  explicit loopback_client(const boost::asio::ip::tcp::endpoint& to, const std::string& from = {}) {
    descriptor_ = ::socket(to.protocol().family(), SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor_ < 0) throw std::runtime_error("no socket");
    const timeval limit{20, 0};
    ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    const int on = 1;
    ::setsockopt(descriptor_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (!from.empty()) {
      const boost::asio::ip::tcp::endpoint own(boost::asio::ip::make_address(from), 0);
      if (::bind(descriptor_, own.data(), static_cast<socklen_t>(own.size())) != 0)
        throw std::runtime_error("cannot bind");
    }
    if (::connect(descriptor_, to.data(), static_cast<socklen_t>(to.size())) != 0)
      throw std::runtime_error("cannot connect");
  }
  ~loopback_client() { ::close(descriptor_); }
  loopback_client(const loopback_client&) = delete;
  loopback_client& operator=(const loopback_client&) = delete;

  // False where the server does not take it all.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  // Sends `bytes` over and over, and reads nothing, until the server has taken no more for 200 ms.
  void send_until_stuck(std::string_view bytes) {
    std::size_t at = 0;
    for (int stuck = 0; stuck < 20;) {
      const auto rest = bytes.substr(at);
      const auto sent = ::send(descriptor_, rest.data(), rest.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
      if (sent < 0 && errno != EAGAIN) return;
      if (sent > 0) {
        at = (at + static_cast<std::size_t>(sent)) % bytes.size();
        stuck = 0;
      } else {
        ++stuck;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
      }
    }
  }

  // Says that nothing more comes from here.
  void finish_sending() { ::shutdown(descriptor_, SHUT_WR); }

  // The next answer, its body by Content-Length; what there is where the connection ends before.
  std::string answer() {
    while (true) {
      const auto end = read_.find("\r\n\r\n");
      if (end != read_.npos && read_.size() >= end + 4 + body_length(end)) {
        const auto size = end + 4 + body_length(end);
        auto whole = read_.substr(0, size);
        read_.erase(0, size);
        return whole;
      }
      if (!read_more()) return std::exchange(read_, {});
    }
  }

  // The head of the next answer.
  std::string head() {
    while (read_.find("\r\n\r\n") == read_.npos)
      if (!read_more()) return std::exchange(read_, {});
    const auto size = read_.find("\r\n\r\n") + 4;
    auto whole = read_.substr(0, size);
    read_.erase(0, size);
    return whole;
  }

  // Takes what there is, up to 64 KiB; false at the connection's end.
  bool read_some() {
    const bool more = read_more();
    read_.clear();
    return more;
  }

  // Everything up to the connection's end.
  std::string rest() {
    while (read_more()) continue;
    return std::exchange(read_, {});
  }

  bool was_reset() const noexcept { return reset_; }
  bool gave_up() const noexcept { return gave_up_; }

 private:
  bool read_more() {
    std::array<char, 65536> piece;
    const auto bytes = ::recv(descriptor_, piece.data(), piece.size(), 0);
    if (bytes < 0 && errno == ECONNRESET) reset_ = true;
    if (bytes < 0 && errno == EAGAIN) gave_up_ = true;
    if (bytes <= 0) return false;
    read_.append(piece.data(), static_cast<std::size_t>(bytes));
    return true;
  }

  std::size_t body_length(std::size_t end) const {
    const auto at = read_.find("Content-Length: ");
    return at > end ? 0 : std::stoul(read_.substr(at + 16));
  }

  int descriptor_ = -1;
  std::string read_;
  bool reset_ = false;
  bool gave_up_ = false;
};

}  // namespace waypost::test
