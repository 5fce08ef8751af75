#pragma once

#include <array>

namespace waypost {

// ISO 3166-1 alpha-2; zeros where it is not known.
using country_code = std::array<char, 2>;

}  // namespace waypost
