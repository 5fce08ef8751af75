#include "stats/page/embedded_page.hpp"

namespace waypost {

std::span<const page_file> embedded_page() noexcept { return {}; }

}  // namespace waypost
