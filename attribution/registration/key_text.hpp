#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <waypost/ids.hpp>

namespace waypost {

// An API key as its holder has it: "wp_<id>_<secret>", the id as 16 and the 256 random bits of the secret as
// 64 lower-case hexadecimal digits.
struct key_text {
  key_id id{};
  std::array<std::uint8_t, 32> secret{};

  // A new key with a random secret. The secret is shown to its holder once and kept nowhere.
  static key_text draw(key_id id);

  // Nothing where `text` is not spelled exactly so.
  static std::optional<key_text> parse(std::string_view text);

  std::string text() const;

  // SHA-256 of the secret: what the registry keeps. 256 random bits need no slow hash.
  std::array<std::uint8_t, 32> digest() const;
};

}  // namespace waypost
