#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <waypost/api.hpp>

namespace waypost {

inline constexpr std::array<std::pair<std::string_view, scope>, 4> scope_names{
    {{"register", scope::register_},
     {"stats", scope::stats},
     {"admin", scope::admin},
     {"callback", scope::callback}}};

// What a person's key may have; `callback` stands alone.
inline constexpr scope all_scopes = scope::register_ | scope::stats | scope::admin;

inline std::vector<std::string_view> names_of(scope held) {
  std::vector<std::string_view> names;
  for (const auto& [name, one] : scope_names)
    if (has(held, one)) names.push_back(name);
  return names;
}

inline std::optional<scope> scope_of(std::string_view name) noexcept {
  for (const auto& [each, one] : scope_names)
    if (each == name) return one;
  return std::nullopt;
}

}  // namespace waypost
