#pragma once

#include <cstddef>
#include <string_view>

namespace waypost {

// The longest id that the platform may give a recipient, in bytes.
inline constexpr std::size_t longest_recipient_id = 200;

// Why `id` cannot be a recipient's own id; empty where it can: 1 to 200 bytes of valid UTF-8 (RFC 3629)
// without control characters (Unicode category Cc).
std::string_view fault_of_recipient_id(std::string_view id) noexcept;

}  // namespace waypost
