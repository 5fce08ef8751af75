#include "attribution/recipients/row_format.hpp"

#include <array>

#include <waypost/accept.hpp>

namespace waypost {

std::string_view content_type_of(row_format format) noexcept {
  switch (format) {
    case row_format::ndjson:
      return "application/x-ndjson";
    case row_format::csv:
      return "text/csv; charset=utf-8; header=present";
    case row_format::json_array:
      return "application/json";
  }
  return {};
}

std::optional<row_format> format_of_content_type(std::string_view content_type) noexcept {
  if (content_type == "application/x-ndjson" || content_type == "application/ndjson" ||
      content_type == "application/jsonl")
    return row_format::ndjson;
  if (content_type == "text/csv") return row_format::csv;
  if (content_type == "application/json") return row_format::json_array;
  return std::nullopt;
}

std::optional<row_format> format_for_accept(std::string_view accept, row_format otherwise) {
  // Every spelling that format_of_content_type knows, what is preferred first.
  const std::array<std::string_view, 6> offered{otherwise == row_format::csv ? "text/csv"
                                                : otherwise == row_format::json_array
                                                    ? "application/json"
                                                    : "application/x-ndjson",
                                                "application/x-ndjson",
                                                "application/ndjson",
                                                "application/jsonl",
                                                "text/csv",
                                                "application/json"};
  const auto best = best_accepted(accept, offered);
  return best ? format_of_content_type(offered[*best]) : std::nullopt;
}

}  // namespace waypost
