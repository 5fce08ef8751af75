#pragma once

#include <string_view>

namespace waypost {

// What an error code of SMS providers means, in plain words; empty where the code is not in the table.
std::string_view meaning_of_error(std::string_view code) noexcept;

}  // namespace waypost
