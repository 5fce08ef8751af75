#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include <waypost/code.hpp>

namespace waypost {

// Where a request came from, cut before it is written anywhere: an IPv4 address to /24, an IPv6 one to /48.
struct network {
  enum class family : std::uint8_t { none = 0, ipv4 = 4, ipv6 = 6 };

  family kind = family::none;
  std::array<std::uint8_t, 6> prefix{};  // 3 bytes of an IPv4 address or 6 of an IPv6 one, rest zero

  friend bool operator==(const network&, const network&) = default;
};

// The longest part of a user agent that is kept, in bytes.
inline constexpr std::size_t longest_user_agent = 256;

// What the answer was. The value is written to the journal: never renumber.
enum class answer : std::uint8_t {
  redirect = 0,  // 302 to the link's destination
  fallback = 1,  // 302 to the campaign's fallback URL
};

// What the drain classifies a client by.
struct client_material {
  network from;
  bool head = false;            // the method was HEAD
  bool prefetch = false;        // Sec-Purpose or Purpose named a prefetch or a preview
  std::string_view user_agent;  // cut at longest_user_agent
};

// One answered redirect.
struct click {
  std::int64_t time_ms = 0;  // milliseconds since 1970-01-01T00:00:00Z
  code_number code;
  answer answered = answer::redirect;
  client_material client;  // borrowed: valid as long as what it was read from
};

// Who a click is taken for. The value is written to Redis keys: never renumber.
enum class device : std::uint8_t { ios = 0, android = 1, desktop = 2, other = 3 };

inline constexpr std::size_t device_kinds = 4;

constexpr std::string_view name_of(device d) noexcept {
  constexpr std::array<std::string_view, device_kinds> names{"ios", "android", "desktop", "other"};
  return names[static_cast<std::size_t>(d)];
}

}  // namespace waypost
