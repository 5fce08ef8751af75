#include "redirector/request_target.hpp"

#include <algorithm>

#include <waypost/hex_value.hpp>

namespace waypost {
namespace {

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
bool is_letter(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// unreserved and sub-delims of RFC 3986, which a registered name is made of.
bool is_name_symbol(char c) noexcept {
  return is_letter(c) || is_digit(c) || std::string_view("-._~!$&'()*+,;=").find(c) != std::string_view::npos;
}

bool is_registered_name(std::string_view text) noexcept {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_name_symbol(text[i])) continue;
    if (text[i] != '%' || i + 2 >= text.size() || hex_value(text[i + 1]) < 0 || hex_value(text[i + 2]) < 0)
      return false;
    i += 2;
  }
  return !text.empty();
}

// "[…]" of RFC 3986, roughly: nobody connects to it, it only must not be taken for something else.
bool is_ip_literal(std::string_view text) noexcept {
  if (text.size() < 4 || text.front() != '[' || text.back() != ']') return false;
  const auto inside = text.substr(1, text.size() - 2);
  return std::all_of(inside.begin(), inside.end(), [](char c) { return is_name_symbol(c) || c == ':'; });
}

// What follows "http://" or "https://"; nothing where the text begins otherwise.
std::string_view behind_scheme(std::string_view text) noexcept {
  for (const std::string_view scheme : {"http://", "https://"}) {
    const auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; };
    if (text.size() > scheme.size() &&
        std::equal(scheme.begin(), scheme.end(), text.begin(), [&](char s, char t) { return same(t, s); }))
      return text.substr(scheme.size());
  }
  return {};
}

// Path and query of a request target; empty where an absolute one has none.
std::string_view path_of(std::string_view target) noexcept {
  if (target.starts_with('/')) return target;
  const auto rest = behind_scheme(target);
  const auto end = rest.find_first_of("/?");
  return end == rest.npos ? std::string_view() : rest.substr(end);
}

}  // namespace

bool is_authority(std::string_view text) noexcept {
  const auto bracket = text.rfind(']');
  const auto colon = text.find(':', bracket == text.npos ? 0 : bracket);
  const auto host = text.substr(0, colon);
  if (colon != text.npos) {
    const auto port = text.substr(colon + 1);
    if (port.size() > 5 || !std::all_of(port.begin(), port.end(), is_digit)) return false;
  }
  return host.starts_with('[') ? is_ip_literal(host) : is_registered_name(host);
}

bool is_request_target(std::string_view text) noexcept {
  const auto visible = [](char c) { return c > ' ' && c < '\x7f'; };
  if (text.empty() || !std::all_of(text.begin(), text.end(), visible)) return false;
  if (text.front() == '/') return true;
  const auto rest = behind_scheme(text);
  return !rest.empty() && is_authority(rest.substr(0, rest.find_first_of("/?")));
}

short_path::short_path(std::string_view target) noexcept {
  auto path = path_of(target);
  path = path.substr(0, path.find('?'));
  if (path.starts_with('/')) path.remove_prefix(1);
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (size_ == longest) {
      too_long_ = true;
      size_ = 0;
      return;
    }
    char c = path[i];
    if (c == '%' && i + 2 < path.size() && hex_value(path[i + 1]) >= 0 && hex_value(path[i + 2]) >= 0) {
      // Undone for every byte: what is neither unreserved nor trailing punctuation leads nowhere either way.
      c = static_cast<char>(hex_value(path[i + 1]) * 16 + hex_value(path[i + 2]));
      i += 2;
    }
    text_[size_++] = c;
  }
}

std::string_view short_path::trimmed() const noexcept {
  constexpr std::string_view punctuation = "/.,;:!?)'\"";
  auto text = whole();
  if (!text.empty() && punctuation.find(text.back()) != punctuation.npos) text.remove_suffix(1);
  return text;
}

bool is_alias(std::string_view text) noexcept {
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
    return is_letter(c) || is_digit(c) || c == '-' || c == '_';
  });
}

}  // namespace waypost
