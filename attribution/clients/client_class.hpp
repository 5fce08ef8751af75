#pragma once

#include <compare>
#include <cstdint>
#include <string_view>

#include <waypost/click.hpp>

namespace waypost {

// Who is behind an answered request: a person on some kind of device, a link preview or prefetch, or a bot.
struct client_class {
  enum class kind : std::uint8_t { person, preview, bot };

  // Names are out of bounded vocabularies and live as long as the program. An empty one is not counted.
  kind who = kind::person;
  device on = device::other;      // of a person
  std::string_view name = {};     // of a preview or bot
  std::string_view system = {};   // of a person: what its device runs
  std::string_view browser = {};  // of a person
  std::string_view model = {};    // of a person: which device it is

  friend auto operator<=>(const client_class&, const client_class&) = default;
};

}  // namespace waypost
