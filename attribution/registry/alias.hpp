#pragma once

#include <string_view>

namespace waypost {

// Whether `text` may be an alias: 1 to 64 of a-z A-Z 0-9 - _, and nothing that could be read as a code (7 to
// 11 symbols, all from the codes' alphabet).
bool valid_alias(std::string_view text) noexcept;

}  // namespace waypost
