#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include <waypost/api.hpp>

namespace waypost {

// Reads the number in {"count": n}, 1 to `most`, into `count`. The answer to a body that isn't that: 400 for
// broken JSON, 422 for a wrong member and, as quota-exceeded, for a number above `most`.
std::optional<api_response> read_count(std::string_view body, std::uint64_t most, std::uint32_t& count);

}  // namespace waypost
