#include <algorithm>
#include <sstream>

#include <toml++/toml.h>

#include "redirector/options.hpp"
#include "redirector/settings.hpp"

namespace waypost {

namespace {

std::string line_of(const std::filesystem::path& file, const toml::source_region& where) {
  return file.string() + ':' + std::to_string(where.begin.line);
}

// A TOML value as the text that a flag would have; nothing for arrays, tables and dates.
std::optional<std::string> as_text(const toml::node& value) {
  if (const auto text = value.value_exact<std::string>()) return *text;
  if (const auto number = value.value_exact<std::int64_t>()) return std::to_string(*number);
  if (const auto truth = value.value_exact<bool>()) return *truth ? "true" : "false";
  return std::nullopt;
}

}  // namespace

std::optional<options_error> read_options_file(const std::filesystem::path& file, serve_options& into) {
  if (!std::filesystem::is_regular_file(file)) return options_error{file.string(), "there is no such file"};
  toml::table table;
  try {
    table = toml::parse_file(file.string());
  } catch (const toml::parse_error& error) {
    return options_error{line_of(file, error.source()), std::string(error.description())};
  }
  for (const auto& [key, value] : table) {
    const auto name = key.str();
    const auto known = std::find_if(settings().begin(), settings().end(),
                                    [&](const setting& s) { return s.file_key() == name; });
    if (known == settings().end())
      return options_error{line_of(file, key.source()), "unknown key \"" + std::string(name) + '"'};
    const auto text = as_text(value);
    const auto wrong = text ? known->set(into, *text) : std::optional<std::string>("must be a plain value");
    if (wrong) return options_error{line_of(file, value.source()), std::string(name) + ' ' + *wrong};
  }
  return std::nullopt;
}

}  // namespace waypost
