#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <waypost/counters.hpp>

#include "stats/rate.hpp"

namespace waypost {

// Writes JSON, member by member. Put together by hand, since Boost.JSON writes 66.67 as 6.667E1. Lives for
// one answer.
class json_text {
 public:
  // Elements of arrays have no name.
  json_text& open_object(std::string_view name = {});
  json_text& open_array(std::string_view name = {});
  json_text& close();

  json_text& add(std::string_view name, std::string_view value);
  json_text& add(std::string_view name, const char* value) { return add(name, std::string_view(value)); }
  json_text& add(std::string_view name, bool value);
  json_text& add(std::string_view name, const rate& value);  // null where there is none
  // [{"currency":"INR","minor_units":4990}], by currency.
  json_text& add(std::string_view name, const money& value);
  template <std::integral Number>
  json_text& add(std::string_view name, Number value) {
    return add_raw(name, std::to_string(value));
  }
  template <class Value>
  json_text& add(std::string_view name, const std::optional<Value>& value) {
    return value ? add(name, *value) : add_null(name);
  }
  json_text& add_null(std::string_view name) { return add_raw(name, "null"); }
  json_text& add_element(std::string_view text);

  // Closes what is open and gives the whole, with a line's end.
  std::string end();

 private:
  json_text& add_raw(std::string_view name, std::string_view value);
  json_text& open(std::string_view name, char opening, char closing);
  void begin(std::string_view name);

  std::string text_;
  std::string to_close_;
};

}  // namespace waypost
