# The codes of ISO 4217, as Debian's iso-codes has them, as a header in the build tree.
find_file(WAYPOST_ISO_4217 iso-codes/json/iso_4217.json PATHS /usr/share)
if(NOT WAYPOST_ISO_4217)
  message(FATAL_ERROR "iso_4217.json is missing (Debian: iso-codes): run script/setup build")
endif()
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${WAYPOST_ISO_4217})

file(READ ${WAYPOST_ISO_4217} iso_4217)
string(JSON iso_4217_count LENGTH "${iso_4217}" 4217)
math(EXPR iso_4217_last "${iso_4217_count} - 1")
set(iso_4217_codes)
foreach(i RANGE ${iso_4217_last})
  string(JSON code GET "${iso_4217}" 4217 ${i} alpha_3)
  list(APPEND iso_4217_codes "\"${code}\"")
endforeach()
list(SORT iso_4217_codes)
list(JOIN iso_4217_codes ", " iso_4217_codes)
file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/iso_4217.hpp @ONLY CONTENT [[
#pragma once

#include <array>
#include <string_view>

namespace waypost {

// Made from @WAYPOST_ISO_4217@. In order.
inline constexpr std::array<std::string_view, @iso_4217_count@> iso_4217_codes{@iso_4217_codes@};

}  // namespace waypost
]])
