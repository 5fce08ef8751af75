#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <boost/json/basic_parser.hpp>

#include "attribution/registration/unread_json.hpp"

namespace waypost {

// The members that events have.
enum class event_member : std::uint8_t {
  type,
  recipient,
  code,
  count,
  at,
  id,
  message_id,
  error,
  description,
  event,
  value,
  currency,
};

inline constexpr std::array<std::string_view, 12> event_member_names{
    "type",       "recipient", "code",        "count", "at",    "id",
    "message_id", "error",     "description", "event", "value", "currency"};

constexpr std::string_view name_of(event_member m) noexcept {
  return event_member_names[static_cast<std::size_t>(m)];
}

// What a member of an event is.
struct event_value {
  enum class kind : std::uint8_t { absent, text, whole_number, other };

  kind is = kind::absent;
  std::string text;
  std::int64_t number = 0;
};

// Takes one event out of its JSON text: what Boost.JSON's basic_parser tells of it, without a tree, since a
// million come in one call. Hides members of unread_json. On its parser's thread.
class event_members : public unread_json {
 public:
  const event_value& operator[](event_member m) const noexcept {
    return values_[static_cast<std::size_t>(m)];
  }

  bool is_object() const noexcept { return is_object_; }
  // The first member that is there twice; of those that events do not have, the first.
  const std::string& repeated() const noexcept { return repeated_; }
  const std::optional<std::string>& unknown() const noexcept { return unknown_; }

  // To be called before another event is read.
  void clear() noexcept;

  bool on_object_begin(error_code&) { return begin(depth_ == 0); }
  bool on_object_end(std::size_t, error_code&) { return end(); }
  bool on_array_begin(error_code&) { return begin(false); }
  bool on_array_end(std::size_t, error_code&) { return end(); }
  bool on_key_part(string_view part, std::size_t, error_code&);
  bool on_key(string_view part, std::size_t, error_code&);
  bool on_string_part(string_view part, std::size_t, error_code&) { return add_text(part); }
  bool on_string(string_view part, std::size_t, error_code&) { return add_text(part); }
  bool on_int64(std::int64_t number, string_view, error_code&) {
    return set(event_value::kind::whole_number, number);
  }
  bool on_uint64(std::uint64_t, string_view, error_code&) { return set(event_value::kind::other, 0); }
  bool on_double(double, string_view, error_code&) { return set(event_value::kind::other, 0); }
  bool on_bool(bool, error_code&) { return set(event_value::kind::other, 0); }
  bool on_null(error_code&) { return set(event_value::kind::other, 0); }

 private:
  bool begin(bool is_event);
  bool end();
  bool add_text(string_view part);
  bool set(event_value::kind kind, std::int64_t number);
  // The member that is being read; null where it is of no interest.
  event_value* current() noexcept { return depth_ == 1 ? current_ : nullptr; }

  std::array<event_value, event_member_names.size()> values_;
  event_value* current_ = nullptr;
  std::string key_;  // as far as it is read
  std::string repeated_;
  std::optional<std::string> unknown_;
  std::size_t depth_ = 0;
  bool is_object_ = false;
};

using event_parser = boost::json::basic_parser<event_members>;

}  // namespace waypost
