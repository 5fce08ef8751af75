#pragma once

#include <span>

#include "stats/page_files.hpp"

namespace waypost {

// The operators' page as it was built into the program; nothing where it was not.
std::span<const page_file> embedded_page() noexcept;

}  // namespace waypost
