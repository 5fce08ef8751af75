#include "attribution/recipients/row_format.hpp"

#include <cstdlib>
#include <string>

namespace waypost {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// Takes the part before `separator` off the front.
std::string_view take(std::string_view& text, char separator) {
  const auto part = text.substr(0, text.find(separator));
  text.remove_prefix(part.size() < text.size() ? part.size() + 1 : part.size());
  return trimmed(part);
}

std::string lower(std::string_view text) {
  std::string made(text);
  for (char& c : made)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return made;
}

struct media_range {
  std::string type;
  double quality = 1;
};

media_range parse_range(std::string_view text) {
  media_range range{lower(take(text, ';')), 1};
  while (!text.empty()) {
    const auto parameter = lower(take(text, ';'));
    if (parameter.starts_with("q=")) range.quality = std::strtod(parameter.c_str() + 2, nullptr);
  }
  return range;
}

}  // namespace

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
  if (trimmed(accept).empty()) return otherwise;
  std::optional<row_format> best;
  double best_quality = 0;
  while (!accept.empty()) {
    const auto range = parse_range(take(accept, ','));
    auto format = format_of_content_type(range.type);
    if (range.type == "*/*") format = otherwise;
    if (range.type == "text/*") format = row_format::csv;
    if (range.type == "application/*") format = otherwise == row_format::csv ? row_format::ndjson : otherwise;
    if (!format || range.quality <= best_quality) continue;
    best = format;
    best_quality = range.quality;
  }
  return best;
}

}  // namespace waypost
