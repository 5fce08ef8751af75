#include "redirector/endpoint_table.hpp"

#include <algorithm>

#include <waypost/hex_value.hpp>

namespace waypost {
namespace {

bool is_placeholder(std::string_view segment) { return segment.starts_with('{') && segment.ends_with('}'); }

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto end = text.find(at);
    parts.push_back(text.substr(0, end));
    if (end == text.npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::optional<std::string> decode(std::string_view text) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      if (i + 2 >= text.size() || hex_value(text[i + 1]) < 0 || hex_value(text[i + 2]) < 0)
        return std::nullopt;
      c = static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      i += 2;
    }
    if ((c >= 0 && c < ' ') || c == '\x7f') return std::nullopt;
    decoded += c;
  }
  return decoded;
}

// Path and query of a target, whichever form it has; empty where it has neither.
std::string_view from_path(std::string_view target) {
  if (target.starts_with('/')) return target;
  const auto scheme = target.find("://");
  const auto path = scheme == target.npos ? target.npos : target.find('/', scheme + 3);
  return path == target.npos ? std::string_view() : target.substr(path);
}

}  // namespace

std::optional<api_target> parse_api_target(std::string_view target) {
  target = from_path(target);
  if (target.empty()) return std::nullopt;
  api_target parsed;
  const auto question = target.find('?');
  for (const auto segment : split(target.substr(1, question == target.npos ? question : question - 1), '/')) {
    auto decoded = decode(segment);
    if (!decoded) return std::nullopt;
    parsed.path.push_back(std::move(*decoded));
  }
  if (question == target.npos) return parsed;
  for (const auto pair : split(target.substr(question + 1), '&')) {
    if (pair.empty()) continue;
    const auto equals = pair.find('=');
    auto key = decode(pair.substr(0, equals));
    auto value = decode(equals == pair.npos ? std::string_view() : pair.substr(equals + 1));
    if (!key || !value) return std::nullopt;
    parsed.query.emplace_back(std::move(*key), std::move(*value));
  }
  return parsed;
}

endpoint_table::endpoint_table(std::vector<endpoint> rows) {
  for (const auto& row : rows) {
    entry e{row, split(row.pattern.substr(1), '/'), 0};
    e.literals = static_cast<std::size_t>(
        std::count_if(e.segments.begin(), e.segments.end(), [](auto s) { return !is_placeholder(s); }));
    entries_.push_back(std::move(e));
  }
  std::stable_sort(entries_.begin(), entries_.end(),
                   [](const entry& a, const entry& b) { return a.literals > b.literals; });
}

endpoint_table::match endpoint_table::find(std::string_view method,
                                           const std::vector<std::string>& path) const {
  match found;
  const auto wanted = method == "HEAD" ? std::string_view("GET") : method;
  const auto fits = [&](const entry& e) {
    return std::equal(e.segments.begin(), e.segments.end(), path.begin(), path.end(),
                      [](std::string_view s, const std::string& given) {
                        return is_placeholder(s) ? !given.empty() : s == given;
                      });
  };
  for (const auto& e : entries_) {
    if (!fits(e)) continue;
    if (e.row.method == wanted) {
      found.row = &e.row;
      found.allow.clear();
      for (std::size_t i = 0; i < path.size(); ++i)
        if (is_placeholder(e.segments[i])) found.path.push_back(path[i]);
      return found;
    }
    if (!found.allow.empty()) found.allow += ", ";
    found.allow += e.row.method;
    if (e.row.method == "GET") found.allow += ", HEAD";
  }
  return found;
}

}  // namespace waypost
