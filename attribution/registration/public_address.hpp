#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace waypost {

// What kind of address this is where it is none of the public Internet ("a private address", …), after the
// special-purpose registries of IANA (RFC 6890) and the clouds' metadata services; empty where it is public.
std::string_view special_purpose(std::uint32_t ipv4) noexcept;

// The same for an IPv6 address; one that carries an IPv4 address (mapped, compatible, NAT64, 6to4) is judged
// by that one too.
std::string_view special_purpose(const std::array<std::uint8_t, 16>& ipv6) noexcept;

// Whether a host is taken for an IPv4 address by browsers: its last label is a number (WHATWG URL, "ends in a
// number"). `host` is without a trailing dot.
bool ends_in_number(std::string_view host) noexcept;

// The address that inet_aton and browsers read: one to four parts, each decimal, octal (0…) or hexadecimal
// (0x…), the last one filling all bytes that are left. Nothing where they would not take it.
std::optional<std::uint32_t> read_ipv4(std::string_view host) noexcept;

// Four decimal parts without leading zeros: the one spelling of an address that everybody reads alike.
bool is_dotted_quad(std::string_view host) noexcept;

}  // namespace waypost
