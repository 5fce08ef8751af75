#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <waypost/errors.hpp>
#include <waypost/ids.hpp>

namespace waypost {

// Reads the members of one JSON object, each once, and knows at the end whether there were others: a member
// that nobody asked for means that a newer program wrote it. Lives on one coroutine's or function's stack.
class json_members {
 public:
  explicit json_members(const boost::json::object& of) : object_(of) {}

  // Each answers an empty value where the member is missing or of another kind; judge() tells then.
  std::string text(std::string_view name);
  std::optional<std::string> optional_text(std::string_view name);
  std::optional<bool> optional_flag(std::string_view name);
  bool flag(std::string_view name) { return optional_flag(name).value_or(false); }
  std::optional<std::int64_t> optional_signed(std::string_view name);
  std::int64_t signed_number(std::string_view name);
  void bytes(std::string_view name, std::span<std::uint8_t> out);  // exactly out.size() bytes as hexadecimal
  const boost::json::object* object(std::string_view name);
  const boost::json::array* array(std::string_view name);

  // An unsigned number that T can hold.
  template <class T>
  std::optional<T> optional_number(std::string_view name) {
    const auto value = optional_signed(name);
    if (!value) return std::nullopt;
    if (*value < 0 || static_cast<std::uint64_t>(*value) > std::numeric_limits<T>::max()) {
      malformed_ = true;
      return std::nullopt;
    }
    return static_cast<T>(*value);
  }
  template <class T>
  T number(std::string_view name) {
    const auto value = optional_number<T>(name);
    if (!value) malformed_ = true;
    return value.value_or(T{});
  }

  // 16 hexadecimal digits.
  std::uint64_t hex(std::string_view name);
  template <class Id>
  Id id(std::string_view name) {
    return Id{hex(name)};
  }

  // Whether the member is there and null; a null counts as read.
  bool is_null(std::string_view name);
  bool contains(std::string_view name) const { return object_.contains(name); }

  void mark_malformed() noexcept { malformed_ = true; }

  // errc::corrupt where a member was missing or malformed, errc::unknown_version where one was not asked for.
  result<void> judge() const;

 private:
  const boost::json::value* take(std::string_view name);

  const boost::json::object& object_;
  std::size_t read_ = 0;
  bool malformed_ = false;
};

}  // namespace waypost
