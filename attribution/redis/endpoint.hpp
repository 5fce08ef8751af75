#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <waypost/errors.hpp>

namespace waypost::redis {

// A Unix socket's address holds 108 bytes, the last one zero: unix(7).
inline constexpr std::size_t longest_socket_path = 107;

// Where a Redis listens, and the password it asks for.
struct endpoint {
  std::string host;  // empty for a Unix socket
  std::uint16_t port = 6379;
  std::string path;      // of the Unix socket; empty for TCP
  std::string user;      // empty: AUTH with the password alone
  std::string password;  // empty: no AUTH. Never logged
};

// Reads "redis://[user:password@]HOST[:PORT]" or "unix:PATH"; errc::invalid where it is neither.
result<endpoint> parse_endpoint(std::string_view text);

// For logs: without the password.
std::string to_text(const endpoint& where);

}  // namespace waypost::redis
