#include "attribution/redis/info.hpp"

#include <charconv>

namespace waypost::redis {

std::optional<std::string_view> info_field(std::string_view info, std::string_view name) {
  while (!info.empty()) {
    const auto end = info.find('\n');
    auto line = info.substr(0, end);
    info = end == info.npos ? std::string_view() : info.substr(end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.starts_with(name) && line.substr(name.size()).starts_with(':'))
      return line.substr(name.size() + 1);
  }
  return std::nullopt;
}

std::optional<std::uint64_t> whole_number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<std::uint64_t> info_number(std::string_view info, std::string_view name) {
  const auto text = info_field(info, name);
  return text ? whole_number(*text) : std::nullopt;
}

}  // namespace waypost::redis
