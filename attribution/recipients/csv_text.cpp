#include "attribution/recipients/csv_text.hpp"

namespace waypost {
namespace {

bool looks_like_formula(std::string_view field) noexcept {
  const auto first = field.find_first_not_of('\'');
  return first != field.npos && std::string_view("=+-@\t\r").find(field[first]) != std::string_view::npos;
}

}  // namespace

void append_csv_field(std::string& to, std::string_view field, bool guard) {
  const bool guarded = guard && looks_like_formula(field);
  if (field.find_first_of(",\"\r\n") == field.npos) {
    if (guarded) to.push_back('\'');
    to.append(field);
    return;
  }
  to.push_back('"');
  if (guarded) to.push_back('\'');
  for (const char c : field) {
    if (c == '"') to.push_back('"');
    to.push_back(c);
  }
  to.push_back('"');
}

std::string_view without_csv_guard(std::string_view field) noexcept {
  if (field.starts_with('\'') && looks_like_formula(field)) field.remove_prefix(1);
  return field;
}

}  // namespace waypost
