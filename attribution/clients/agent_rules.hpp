#pragma once

#include <span>
#include <string_view>

#include "attribution/clients/vocabulary.hpp"

namespace waypost {

// One line of what a person's browser, system or device is told by.
struct agent_rule {
  std::string_view pattern;  // RE2's syntax; occurs in the user agent
  std::string_view name;     // ours; empty: the words of the pattern's first group, translated
};

// Of several that fit the first decides. Ours come before uap-core's, which were turned into a table when
// this program was built (lists/make_agent_rules.cpp).
using agent_rules = std::span<const agent_rule>;

agent_rules own_browser_rules() noexcept;
agent_rules own_device_rules() noexcept;
agent_rules listed_browser_rules() noexcept;
agent_rules listed_system_rules() noexcept;
agent_rules listed_device_rules() noexcept;

}  // namespace waypost
