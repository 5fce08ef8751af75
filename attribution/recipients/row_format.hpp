#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace waypost {

// How rows are written, in uploads and in answers.
enum class row_format : std::uint8_t { ndjson, csv, json_array };

// The Content-Type of an answer in this format.
std::string_view content_type_of(row_format format) noexcept;

// The format of an upload by its Content-Type (without parameters, lower case); nothing where it is none of
// ours.
std::optional<row_format> format_of_content_type(std::string_view content_type) noexcept;

// The format that an Accept header (RFC 9110, section 12.5.1) likes best, `otherwise` where it leaves the
// choice, nothing where it allows none of ours.
std::optional<row_format> format_for_accept(std::string_view accept, row_format otherwise);

}  // namespace waypost
