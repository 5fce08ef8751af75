#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <waypost/errors.hpp>

#include "attribution/registry/change.hpp"

namespace waypost {

// One change as compact JSON, {"do":"create_campaign",…}. Ids and checksums are 16 hexadecimal digits,
// members that say nothing are left out.
std::string to_json(const change::any& what);

// The texts of several changes as the array that an entry carries.
std::string join_changes(std::span<const std::string> texts);

// The changes of an entry. errc::unknown_version where one of them is of a kind, or has a member, that this
// program does not know; errc::corrupt where the text is not what to_json makes.
result<std::vector<change::any>> parse_changes(std::string_view json);

}  // namespace waypost
