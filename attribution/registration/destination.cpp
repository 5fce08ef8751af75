#include "attribution/registration/destination.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <idn2.h>
#include <memory>

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include "attribution/registration/public_address.hpp"

namespace waypost {
namespace {

namespace urls = boost::urls;
using refused = std::optional<std::string>;

constexpr std::size_t longest_host = 253;
constexpr std::size_t longest_label = 63;

// Names that lead into the machine or the network of whoever follows the link (RFC 6761, 6762, 8375, and the
// top-level domain that ICANN keeps for private use).
constexpr std::string_view private_domains[] = {"localhost", "local", "internal", "home.arpa"};

// Names that no server on the public Internet can ever have (RFC 6761). The example domains are none of
// these: they are what one tries things out with.
constexpr std::string_view void_domains[] = {"test", "invalid"};

// RFC 7686: a name that only a Tor client can follow.
constexpr std::string_view tor_domain = "onion";

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
  return result;
}

std::string_view without_trailing_dot(std::string_view host) {
  if (host.ends_with('.')) host.remove_suffix(1);
  return host;
}

bool is_or_is_below(std::string_view host, std::string_view domain) {
  if (!host.ends_with(domain)) return false;
  return host.size() == domain.size() || host[host.size() - domain.size() - 1] == '.';
}

using idn_text = std::unique_ptr<char, decltype(&idn2_free)>;

// A label that does not come back as it was has a spelling of its own in some browsers, and may be shown as
// another name than it is.
refused refusal_of_punycode(const std::string& label) {
  char* unicode = nullptr;
  if (idn2_to_unicode_8z8z(label.c_str(), &unicode, 0) != IDN2_OK)
    return "the host's label \"" + label + "\" is not valid Punycode";
  const idn_text decoded(unicode, &idn2_free);
  char* ascii = nullptr;
  const int outcome =
      idn2_to_ascii_8z(unicode, &ascii, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL | IDN2_USE_STD3_ASCII_RULES);
  const idn_text encoded(ascii, &idn2_free);
  if (outcome != IDN2_OK || label != ascii)
    return "the host's label \"" + label + "\" is not a valid internationalized name";
  return std::nullopt;
}

refused refusal_of_label(std::string_view label) {
  if (label.empty()) return "the host has an empty label";
  if (label.size() > longest_label) return "a label of the host is longer than 63 characters";
  if (label.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") != label.npos)
    return "the host may have letters, digits, hyphens and dots only";
  if (label.front() == '-' || label.back() == '-') return "a label of the host begins or ends with a hyphen";
  if (label.starts_with("xn--")) return refusal_of_punycode(std::string(label));
  return std::nullopt;
}

// `host` in lower case, without a trailing dot.
refused refusal_of_name(std::string_view host) {
  if (host.size() > longest_host) return "the host is longer than 253 characters";
  for (auto rest = host;;) {
    const auto dot = rest.find('.');
    if (auto bad = refusal_of_label(rest.substr(0, dot))) return bad;
    if (dot == rest.npos) break;
    rest.remove_prefix(dot + 1);
  }
  for (const auto domain : private_domains)
    if (is_or_is_below(host, domain)) return "the host is a name of the local machine or network";
  for (const auto domain : void_domains)
    if (is_or_is_below(host, domain)) return "the host is a name that never leads anywhere";
  if (is_or_is_below(host, tor_domain)) return "the host is a name that only Tor's users can follow";
  if (host.find('.') == host.npos) return "the host has no domain: it is a name of a private network";
  return std::nullopt;
}

refused refusal_of_ipv4(std::string_view host) {
  const auto address = read_ipv4(host);
  if (!address) return "the host ends in a number but is no IPv4 address";
  if (const auto what = special_purpose(*address); !what.empty())
    return "the host is " + std::string(what) + ", not one of the public Internet";
  if (!is_dotted_quad(host)) return "the host's address must be written as four decimal numbers";
  return std::nullopt;
}

// `host` without its brackets.
refused refusal_of_ipv6(std::string_view host) {
  const auto address = urls::parse_ipv6_address({host.data(), host.size()});
  if (!address) return "the host is no IPv6 address";
  const auto bytes = address->to_bytes();
  std::array<std::uint8_t, 16> copy{};
  std::copy(bytes.begin(), bytes.end(), copy.begin());
  if (const auto what = special_purpose(copy); !what.empty())
    return "the host is " + std::string(what) + ", not one of the public Internet";
  return std::nullopt;
}

refused refusal_of_port(std::string_view digits) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{} || end != digits.data() + digits.size() || value < 1 || value > 65535)
    return "the port must be 1 to 65535";
  return std::nullopt;
}

// What lies between "//" and the path, taken apart as RFC 3986 and browsers do. Boost.URL 1.81 is not asked:
// it ends the host behind what looks like an address, so that "8.8.8.8.localhost" would be 8.8.8.8 for it.
struct authority {
  std::string_view text;
  std::string_view host;  // with its brackets, if it has any
  std::optional<std::string_view> port;
};

authority authority_of(std::string_view url) {
  authority of;
  const auto start = url.find("//");
  if (start == url.npos) return of;
  of.text = url.substr(start + 2);
  of.text = of.text.substr(0, of.text.find_first_of("/?#"));
  const auto bracket = of.text.starts_with('[') ? of.text.find(']') : 0;
  const auto colon = bracket == of.text.npos ? bracket : of.text.find(':', bracket);
  of.host = of.text.substr(0, colon);
  if (colon != of.text.npos) of.port = of.text.substr(colon + 1);
  return of;
}

// In lower case and without a trailing dot: one spelling for one name.
std::string plain_host(std::string_view host) { return std::string(without_trailing_dot(lower(host))); }

refused refusal_of_host(const std::string& host) {
  if (host.starts_with('[')) {
    if (!host.ends_with(']')) return "the host is no IPv6 address";
    return refusal_of_ipv6(std::string_view(host).substr(1, host.size() - 2));
  }
  return ends_in_number(host) ? refusal_of_ipv4(host) : refusal_of_name(host);
}

}  // namespace

destination_check::destination_check(std::string_view base_url)
    : own_host_(plain_host(authority_of(base_url).host)) {}

std::optional<std::string> destination_check::refusal(std::string_view url) const {
  if (url.empty()) return "the URL is empty";
  if (url.size() > longest_destination) return "the URL is longer than 2048 bytes";
  if (std::any_of(url.begin(), url.end(), [](char c) { return c < '!' || c > '~'; }))
    return "the URL may have visible ASCII characters only: percent-encode the others";
  const auto parsed = urls::parse_uri({url.data(), url.size()});
  if (!parsed) return "this is not an absolute URL after RFC 3986";
  if (parsed->scheme_id() != urls::scheme::http && parsed->scheme_id() != urls::scheme::https)
    return "the scheme must be http or https";
  if (!parsed->has_authority()) return "the URL has no host";
  const auto authority = authority_of(url);
  if (authority.text.find('@') != authority.text.npos) return "the URL must have no user name or password";
  if (authority.host.empty()) return "the URL has no host";
  if (authority.port)
    if (auto bad = refusal_of_port(*authority.port)) return bad;
  const auto host = plain_host(authority.host);
  if (auto bad = refusal_of_host(host)) return bad;
  if (host == own_host_) return "the URL leads back to the short links' own domain";
  return std::nullopt;
}

}  // namespace waypost
