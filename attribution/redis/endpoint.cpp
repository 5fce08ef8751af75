#include "attribution/redis/endpoint.hpp"

#include <charconv>
#include <optional>

#include <waypost/hex_value.hpp>

namespace waypost::redis {
namespace {

std::optional<std::uint16_t> port_of(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc{} || end != text.data() + text.size() || port == 0) return std::nullopt;
  return port;
}

// RFC 3986, 2.1: a password may hold any byte, an @ or a : only as %40 or %3A.
std::optional<std::string> percent_decoded(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      plain += text[i];
      continue;
    }
    if (i + 2 >= text.size()) return std::nullopt;
    const int high = hex_value(text[i + 1]);
    const int low = hex_value(text[i + 2]);
    if (high < 0 || low < 0) return std::nullopt;
    plain += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return plain;
}

bool plain_host(std::string_view host, bool bracketed) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  if (host.empty()) return false;
  for (const char c : host) {
    const bool other = bracketed ? (c == ':' || c == '.' || c == '%') : (c == '.' || c == '-' || c == '_');
    if (!other && letters.find(c) == letters.npos) return false;
  }
  return true;
}

bool read_user_info(std::string_view text, endpoint& into) {
  const auto colon = text.find(':');
  if (colon == text.npos) return false;
  const auto user = percent_decoded(text.substr(0, colon));
  const auto password = percent_decoded(text.substr(colon + 1));
  if (!user || !password || password->empty()) return false;
  into.user = *user;
  into.password = *password;
  return true;
}

bool read_host_and_port(std::string_view text, endpoint& into) {
  std::string_view rest;
  const bool bracketed = text.starts_with('[');
  if (bracketed) {
    const auto close = text.find(']');
    if (close == text.npos) return false;
    into.host = text.substr(1, close - 1);
    rest = text.substr(close + 1);
  } else {
    const auto colon = text.find(':');
    into.host = text.substr(0, colon);
    if (colon != text.npos) rest = text.substr(colon);
  }
  if (!plain_host(into.host, bracketed)) return false;
  if (rest.empty()) return true;
  const auto port = rest.starts_with(':') ? port_of(rest.substr(1)) : std::nullopt;
  if (port) into.port = *port;
  return port.has_value();
}

}  // namespace

result<endpoint> parse_endpoint(std::string_view text) {
  constexpr std::string_view unix_scheme = "unix:";
  constexpr std::string_view tcp_scheme = "redis://";
  endpoint where;
  if (text.starts_with(unix_scheme)) {
    where.path = text.substr(unix_scheme.size());
    if (where.path.empty() || where.path.size() > longest_socket_path ||
        where.path.find('\0') != std::string::npos)
      return make_error_code(errc::invalid);
    return where;
  }
  if (!text.starts_with(tcp_scheme)) return make_error_code(errc::invalid);
  text.remove_prefix(tcp_scheme.size());
  if (text.ends_with('/')) text.remove_suffix(1);
  if (const auto at = text.rfind('@'); at != text.npos) {
    if (!read_user_info(text.substr(0, at), where)) return make_error_code(errc::invalid);
    text.remove_prefix(at + 1);
  }
  if (!read_host_and_port(text, where)) return make_error_code(errc::invalid);
  return where;
}

std::string to_text(const endpoint& where) {
  if (where.host.empty()) return "unix:" + where.path;
  const bool bracketed = where.host.find(':') != std::string::npos;
  return "redis://" + (bracketed ? '[' + where.host + ']' : where.host) + ':' + std::to_string(where.port);
}

}  // namespace waypost::redis
