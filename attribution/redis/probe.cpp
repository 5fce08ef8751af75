#include "attribution/redis/probe.hpp"

#include <array>
#include <cstring>
#include <string_view>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace waypost::redis {
namespace {

constexpr timeval patience{1, 0};
constexpr std::string_view ping = "PING\r\n";

bool answers(int descriptor) {
  if (::send(descriptor, ping.data(), ping.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(ping.size()))
    return false;
  std::array<char, 64> answer;
  const auto length = ::recv(descriptor, answer.data(), answer.size(), 0);
  if (length <= 0) return false;
  const std::string_view text(answer.data(), static_cast<std::size_t>(length));
  return text.starts_with("+PONG") || text.starts_with("-NOAUTH");
}

}  // namespace

probe_result probe(const std::filesystem::path& socket) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string path = socket.string();
  if (path.empty() || path.size() >= sizeof address.sun_path) return {};
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);

  probe_result found;
  const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return found;
  ::setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  ::setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);  // bounds connect() as well
  if (::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
    // unix(7): the credentials are those of the process that called listen().
    ucred listener{};
    socklen_t size = sizeof listener;
    if (::getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &listener, &size) == 0 &&
        listener.uid == ::geteuid()) {
      found.pid = listener.pid;
      found.loaded = answers(descriptor);
    }
  }
  ::close(descriptor);
  return found;
}

}  // namespace waypost::redis
