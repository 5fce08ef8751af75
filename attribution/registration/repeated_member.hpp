#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace waypost {

// The path ("links[1].url") of the first member that an object in this JSON text has twice: a tree of
// Boost.JSON keeps the last one only, and what the other one said would be lost. Nothing where there is none,
// or where the text is not JSON.
std::optional<std::string> repeated_member(std::string_view json);

}  // namespace waypost
