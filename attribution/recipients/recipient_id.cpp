#include "attribution/recipients/recipient_id.hpp"

#include <cstdint>

namespace waypost {
namespace {

constexpr std::uint32_t no_character = 0xffffffff;

// Takes one character off the front; no_character where the bytes are not UTF-8 (RFC 3629, section 4).
std::uint32_t take_character(std::string_view& text) noexcept {
  const auto lead = static_cast<std::uint8_t>(text.front());
  text.remove_prefix(1);
  if (lead < 0x80) return lead;
  const std::size_t more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
  if (lead < 0xc2 || lead > 0xf4 || text.size() < more) return no_character;
  std::uint32_t character = lead & (0x3fU >> more);
  for (std::size_t i = 0; i < more; ++i) {
    const auto byte = static_cast<std::uint8_t>(text[i]);
    if ((byte & 0xc0) != 0x80) return no_character;
    character = character << 6 | (byte & 0x3f);
  }
  text.remove_prefix(more);
  const bool overlong = (more == 2 && character < 0x800) || (more == 3 && character < 0x10000);
  const bool surrogate = character >= 0xd800 && character <= 0xdfff;
  return overlong || surrogate || character > 0x10ffff ? no_character : character;
}

}  // namespace

std::string_view fault_of_recipient_id(std::string_view id) noexcept {
  if (id.empty()) return "must not be empty";
  if (id.size() > longest_recipient_id) return "must not be longer than 200 bytes";
  while (!id.empty()) {
    const auto character = take_character(id);
    if (character == no_character) return "must be valid UTF-8";
    if (character < 0x20 || (character >= 0x7f && character <= 0x9f))
      return "must not contain control characters";
  }
  return {};
}

}  // namespace waypost
