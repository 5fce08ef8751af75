#include "attribution/registration/field_reader.hpp"

#include <algorithm>
#include <utility>

#include <boost/json/parse.hpp>

#include "attribution/registration/repeated_member.hpp"

namespace waypost {

field_reader::field_reader(const boost::json::object& from, std::string at, std::optional<field_error>& error)
    : from_(from), at_(std::move(at)), error_(error) {}

std::string field_reader::path_of(std::string_view name) const {
  return at_.empty() ? std::string(name) : at_ + '.' + std::string(name);
}

void field_reader::refuse(std::string_view name, std::string detail) {
  if (!error_) error_ = field_error{path_of(name), std::move(detail)};
}

const boost::json::value* field_reader::member(std::string_view name, bool required) {
  known_.push_back(name);
  const auto* value = from_.if_contains({name.data(), name.size()});
  if (value == nullptr && required) refuse(name, "This member is required.");
  return value;
}

std::optional<std::string_view> field_reader::text(std::string_view name, bool required) {
  const auto* value = member(name, required);
  if (value == nullptr) return std::nullopt;
  if (!value->is_string()) {
    refuse(name, "This must be a string.");
    return std::nullopt;
  }
  return std::string_view(value->get_string().data(), value->get_string().size());
}

std::optional<bool> field_reader::flag(std::string_view name) {
  const auto* value = member(name, false);
  if (value == nullptr) return std::nullopt;
  if (!value->is_bool()) {
    refuse(name, "This must be true or false.");
    return std::nullopt;
  }
  return value->get_bool();
}

std::optional<std::uint64_t> field_reader::number(std::string_view name, bool required) {
  const auto* value = member(name, required);
  if (value == nullptr) return std::nullopt;
  boost::system::error_code inexact;
  const auto number = value->is_number() ? value->to_number<std::uint64_t>(inexact) : 0;
  if (!value->is_number() || inexact) {
    refuse(name, "This must be a whole number, not below 0.");
    return std::nullopt;
  }
  return number;
}

const boost::json::array* field_reader::list(std::string_view name, bool required) {
  const auto* value = member(name, required);
  if (value == nullptr) return nullptr;
  if (!value->is_array()) {
    refuse(name, "This must be an array.");
    return nullptr;
  }
  return &value->get_array();
}

bool field_reader::is_null(std::string_view name) {
  const auto* value = from_.if_contains({name.data(), name.size()});
  if (value == nullptr || !value->is_null()) return false;
  known_.push_back(name);
  return true;
}

void field_reader::refuse_others() {
  for (const auto& [key, value] : from_) {
    const std::string_view name(key.data(), key.size());
    if (std::find(known_.begin(), known_.end(), name) == known_.end())
      refuse(name, "There is no member of this name.");
  }
}

std::optional<boost::json::object> read_object(std::string_view body, api_response& refusal) {
  boost::system::error_code error;
  auto value = boost::json::parse({body.data(), body.size()}, error);
  if (error) {
    refusal = bad_syntax("The body is not JSON: " + error.message() + '.');
    return std::nullopt;
  }
  if (!value.is_object()) {
    refusal = bad_syntax("The body must be a JSON object.");
    return std::nullopt;
  }
  if (auto name = repeated_member(body)) {
    refusal = invalid_field(std::move(*name), "This member is there twice.");
    return std::nullopt;
  }
  return std::move(value.get_object());
}

std::size_t characters(std::string_view text) noexcept {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

bool has_control_characters(std::string_view text) noexcept {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x20 || byte == 0x7f) return true;
    // U+0080 to U+009F are C2 80 to C2 9F.
    if (byte == 0xc2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xa0) return true;
  }
  return false;
}

}  // namespace waypost
