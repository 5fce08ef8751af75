#include "stats/json_text.hpp"

#include <utility>

#include <waypost/json_string.hpp>

namespace waypost {

void json_text::begin(std::string_view name) {
  if (!text_.empty() && text_.back() != '{' && text_.back() != '[') text_ += ',';
  if (name.empty()) return;
  text_ += '"';
  text_ += name;
  text_ += "\":";
}

json_text& json_text::open(std::string_view name, char opening, char closing) {
  begin(name);
  text_ += opening;
  to_close_ += closing;
  return *this;
}

json_text& json_text::open_object(std::string_view name) { return open(name, '{', '}'); }
json_text& json_text::open_array(std::string_view name) { return open(name, '[', ']'); }

json_text& json_text::close() {
  text_ += to_close_.back();
  to_close_.pop_back();
  return *this;
}

json_text& json_text::add_raw(std::string_view name, std::string_view value) {
  begin(name);
  text_ += value;
  return *this;
}

json_text& json_text::add(std::string_view name, std::string_view value) {
  begin(name);
  append_json_string(text_, value);
  return *this;
}

json_text& json_text::add(std::string_view name, bool value) {
  return add_raw(name, value ? "true" : "false");
}

json_text& json_text::add(std::string_view name, const rate& value) {
  return value.hundredths ? add_raw(name, to_text(value)) : add_null(name);
}

json_text& json_text::add(std::string_view name, const money& value) {
  open_array(name);
  for (const auto& [currency, minor_units] : value)
    open_object().add("currency", currency).add("minor_units", minor_units).close();
  return close();
}

json_text& json_text::add_element(std::string_view text) { return add({}, text); }

std::string json_text::end() {
  while (!to_close_.empty()) close();
  text_ += '\n';
  return std::move(text_);
}

}  // namespace waypost
