#pragma once

#include <compare>
#include <cstdint>
#include <span>
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

// One line of what clients are told by: a part of the user agent and whom it gives away.
struct client_pattern {
  enum class place : std::uint8_t { anywhere, at_start };

  std::string_view part;  // compared byte by byte
  place where = place::anywhere;
  client_class::kind who = client_class::kind::preview;
  std::string_view name;
};

// The built-in patterns; the first that fits decides.
std::span<const client_pattern> client_patterns() noexcept;

// Tells a client by what it sent. Pure: the same material is always the same class. A HEAD and a prefetch are
// previews whoever sends them; whom no pattern knows is a person.
client_class classify(const client_material& client) noexcept;

// The kind of device that a person's user agent names.
device device_of(std::string_view user_agent) noexcept;

}  // namespace waypost
