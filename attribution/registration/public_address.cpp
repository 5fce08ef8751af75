#include "attribution/registration/public_address.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>

namespace waypost {
namespace {

struct ipv4_range {
  std::uint32_t first;
  int prefix;
  std::string_view what;
};

constexpr std::uint32_t ipv4(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d) noexcept {
  return a << 24 | b << 16 | c << 8 | d;
}

// The metadata services come first, since they lie inside wider ranges or look public.
constexpr ipv4_range special_ranges[] = {
    {ipv4(169, 254, 169, 254), 32, "a metadata address"},
    {ipv4(169, 254, 170, 2), 32, "a metadata address"},
    {ipv4(100, 100, 100, 200), 32, "a metadata address"},
    {ipv4(168, 63, 129, 16), 32, "a metadata address"},
    {ipv4(192, 0, 0, 192), 32, "a metadata address"},
    {ipv4(0, 0, 0, 0), 8, "an unspecified address"},
    {ipv4(10, 0, 0, 0), 8, "a private address"},
    {ipv4(100, 64, 0, 0), 10, "a carrier's shared address"},
    {ipv4(127, 0, 0, 0), 8, "a loopback address"},
    {ipv4(169, 254, 0, 0), 16, "a link-local address"},
    {ipv4(172, 16, 0, 0), 12, "a private address"},
    {ipv4(192, 0, 0, 0), 24, "a reserved address"},
    {ipv4(192, 0, 2, 0), 24, "a documentation address"},
    {ipv4(192, 88, 99, 0), 24, "a reserved address"},
    {ipv4(192, 168, 0, 0), 16, "a private address"},
    {ipv4(198, 18, 0, 0), 15, "a benchmarking address"},
    {ipv4(198, 51, 100, 0), 24, "a documentation address"},
    {ipv4(203, 0, 113, 0), 24, "a documentation address"},
    {ipv4(224, 0, 0, 0), 4, "a multicast address"},
    {ipv4(240, 0, 0, 0), 4, "a reserved address"},
};

struct ipv6_range {
  std::array<std::uint8_t, 16> first;
  int prefix;
  std::string_view what;
};

constexpr ipv6_range special_ipv6_ranges[] = {
    {{0xfd, 0x00, 0x0e, 0xc2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x02, 0x54}, 128, "a metadata address"},
    {{0xfd, 0x20, 0x00, 0xce, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x02, 0x54}, 128, "a metadata address"},
    {{}, 128, "an unspecified address"},
    {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 128, "a loopback address"},
    {{0x00, 0x64, 0xff, 0x9b, 0x00, 0x01}, 48, "a private address"},  // local NAT64, RFC 8215
    {{0x01, 0x00}, 64, "a reserved address"},                         // discard-only, RFC 6666
    {{0x20, 0x01}, 23, "a reserved address"},                         // IETF protocols, Teredo among them
    {{0x20, 0x01, 0x0d, 0xb8}, 32, "a documentation address"},
    {{0x3f, 0xff}, 20, "a documentation address"},
    {{0xfc}, 7, "a private address"},
    {{0xfe, 0x80}, 10, "a link-local address"},
    {{0xfe, 0xc0}, 10, "a private address"},  // site-local, RFC 3879
    {{0xff}, 8, "a multicast address"},
};

struct ipv4_carrier {
  std::array<std::uint8_t, 16> first;
  int prefix;
  std::size_t at;  // where the IPv4 address begins
};

constexpr ipv4_carrier carriers[] = {
    {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96, 12},  // mapped
    {{0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96, 12},        // translated, RFC 2765
    {{}, 96, 12},                                          // compatible
    {{0x00, 0x64, 0xff, 0x9b}, 96, 12},                    // NAT64, RFC 6052
    {{0x20, 0x02}, 16, 2},                                 // 6to4
};

bool lies_in(const std::array<std::uint8_t, 16>& address, const std::array<std::uint8_t, 16>& first,
             int prefix) noexcept {
  for (int bit = 0; bit < prefix; bit += 8) {
    const auto byte = static_cast<std::size_t>(bit / 8);
    const auto kept = static_cast<unsigned>(std::min(8, prefix - bit));
    const auto mask = static_cast<std::uint8_t>(0xffU << (8U - kept));
    if ((address[byte] & mask) != (first[byte] & mask)) return false;
  }
  return true;
}

std::string_view last_label(std::string_view host) noexcept {
  const auto dot = host.rfind('.');
  return dot == host.npos ? host : host.substr(dot + 1);
}

bool is_hexadecimal(std::string_view part) noexcept {
  return part.size() >= 2 && part[0] == '0' && (part[1] == 'x' || part[1] == 'X');
}

// "0x" alone is zero, as for browsers.
std::optional<std::uint64_t> read_part(std::string_view part) noexcept {
  int base = 10;
  if (is_hexadecimal(part)) {
    base = 16;
    part.remove_prefix(2);
    if (part.empty()) return 0;
  } else if (part.size() > 1 && part[0] == '0') {
    base = 8;
  }
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value, base);
  if (error != std::errc{} || end != part.data() + part.size()) return std::nullopt;
  return value;
}

}  // namespace

std::string_view special_purpose(std::uint32_t address) noexcept {
  for (const auto& range : special_ranges)
    if ((address ^ range.first) >> (32 - range.prefix) == 0) return range.what;
  return {};
}

std::string_view special_purpose(const std::array<std::uint8_t, 16>& address) noexcept {
  for (const auto& range : special_ipv6_ranges)
    if (lies_in(address, range.first, range.prefix)) return range.what;
  for (const auto& carrier : carriers) {
    if (!lies_in(address, carrier.first, carrier.prefix)) continue;
    const auto* at = address.data() + carrier.at;
    return special_purpose(ipv4(at[0], at[1], at[2], at[3]));
  }
  return {};
}

bool ends_in_number(std::string_view host) noexcept {
  const auto last = last_label(host);
  if (last.empty()) return false;
  if (last.find_first_not_of("0123456789") == last.npos) return true;
  return is_hexadecimal(last) && last.substr(2).find_first_not_of("0123456789abcdefABCDEF") == last.npos;
}

std::optional<std::uint32_t> read_ipv4(std::string_view host) noexcept {
  std::uint64_t address = 0;
  for (int left = 4; left > 0; --left) {
    const auto dot = host.find('.');
    const auto part = read_part(host.substr(0, dot));
    if (!part) return std::nullopt;
    if (dot == host.npos) {
      if (*part >> (8 * left) != 0) return std::nullopt;
      return static_cast<std::uint32_t>(address << (8 * left) | *part);
    }
    if (*part > 255) return std::nullopt;
    address = address << 8 | *part;
    host.remove_prefix(dot + 1);
  }
  return std::nullopt;
}

bool is_dotted_quad(std::string_view host) noexcept {
  if (std::count(host.begin(), host.end(), '.') != 3 || !read_ipv4(host)) return false;
  while (!host.empty()) {
    const auto part = host.substr(0, host.find('.'));
    if (part.size() > 1 && part[0] == '0') return false;
    host.remove_prefix(std::min(host.size(), part.size() + 1));
  }
  return true;
}

}  // namespace waypost
