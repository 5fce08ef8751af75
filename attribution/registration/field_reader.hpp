#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <waypost/problem.hpp>

namespace waypost {

// What is wrong with a request, and where: "links[1].url".
struct field_error {
  std::string field;
  std::string detail;
};

// Reads the members of a JSON object that a client sent. What it does not like it keeps in the field_error it
// was given (the first one only), so that a handler reads all members and asks once. One request.
class field_reader {
 public:
  // `at`: the object's own path in the request, empty for the body itself.
  field_reader(const boost::json::object& from, std::string at, std::optional<field_error>& error);

  // The member, or nothing where it is absent (which is an error if required) or of the wrong type (an
  // error).
  std::optional<std::string_view> text(std::string_view name, bool required = false);
  std::optional<bool> flag(std::string_view name);
  std::optional<std::uint64_t> number(std::string_view name, bool required = false);
  const boost::json::array* list(std::string_view name, bool required = false);

  // Whether the member is there and null, where null takes something away.
  bool is_null(std::string_view name);

  // An error for every member that nobody asked for.
  void refuse_others();

  void refuse(std::string_view name, std::string detail);
  std::string path_of(std::string_view name) const;

 private:
  const boost::json::value* member(std::string_view name, bool required);

  const boost::json::object& from_;
  std::string at_;
  std::optional<field_error>& error_;
  std::vector<std::string_view> known_;
};

// The JSON object in a request's body; nothing, and `refusal` is set, where it is not one (400) or has a
// member twice (422).
std::optional<boost::json::object> read_object(std::string_view body, api_response& refusal);

// How many characters a UTF-8 text has.
std::size_t characters(std::string_view text) noexcept;

// Whether there is a control character (ASCII's or C1) in a UTF-8 text.
bool has_control_characters(std::string_view text) noexcept;

}  // namespace waypost
