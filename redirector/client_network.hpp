#pragma once

#include <sys/socket.h>

#include <waypost/click.hpp>

namespace waypost {

// The network of a peer's address: an IPv4 one cut to /24, an IPv6 one to /48, an IPv4 one mapped into IPv6
// as the IPv4 one it is. Kind none for anything else.
network network_of(const sockaddr_storage& peer) noexcept;

}  // namespace waypost
