#pragma once

#include <span>
#include <string_view>

#include "attribution/clients/client_class.hpp"

namespace waypost {

// One line of what clients are told by: a pattern that occurs in the user agent, and whom it gives away.
struct client_rule {
  client_class::kind who = client_class::kind::bot;
  std::string_view name;     // empty for a person
  std::string_view pattern;  // RE2's syntax, compared byte by byte unless it says (?i)
};

using client_rules = std::span<const client_rule>;

// Of several that fit the first decides, and whom none fits is a person. In this order:
client_rules preview_rules() noexcept;     // ours: who fetches a page to show it beside a link
client_rules bot_rules() noexcept;         // ours: crawlers, scanners, monitors, fetch libraries
client_rules listed_bot_rules() noexcept;  // npm's crawler-user-agents; empty where it was not there to build
client_rules person_rules() noexcept;      // ours: people who would fall under the signs below
client_rules bot_sign_rules() noexcept;    // ours: what no browser sends, whoever it is

}  // namespace waypost
