#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace waypost::redis {

// The value of a field in what INFO answers ("name:value" lines), or nothing where it is not there.
std::optional<std::string_view> info_field(std::string_view info, std::string_view name);

// All of `text` as a number; nothing where it is none.
std::optional<std::uint64_t> whole_number(std::string_view text);

// The value of a field as a number; nothing where it is none.
std::optional<std::uint64_t> info_number(std::string_view info, std::string_view name);

}  // namespace waypost::redis
