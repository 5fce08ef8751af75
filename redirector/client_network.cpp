#include "redirector/client_network.hpp"

#include <cstring>
#include <netinet/in.h>

namespace waypost {

network network_of(const sockaddr_storage& peer) noexcept {
  network from;
  if (peer.ss_family == AF_INET) {
    sockaddr_in address{};
    std::memcpy(&address, &peer, sizeof address);
    from.kind = network::family::ipv4;
    std::memcpy(from.prefix.data(), &address.sin_addr, 3);
  } else if (peer.ss_family == AF_INET6) {
    sockaddr_in6 address{};
    std::memcpy(&address, &peer, sizeof address);
    const bool mapped = IN6_IS_ADDR_V4MAPPED(&address.sin6_addr);
    from.kind = mapped ? network::family::ipv4 : network::family::ipv6;
    const unsigned char* bytes = address.sin6_addr.s6_addr;
    std::memcpy(from.prefix.data(), mapped ? bytes + 12 : bytes, mapped ? 3 : 6);
  }
  return from;
}

}  // namespace waypost
