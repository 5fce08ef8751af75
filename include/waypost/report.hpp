#pragma once

#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include <waypost/code.hpp>
#include <waypost/errors.hpp>
#include <waypost/json_string.hpp>

namespace waypost {

// What the platform can report of a message or of its recipient. The value is written nowhere.
enum class report_type : std::uint8_t { sent, delivered, failed, converted };

inline constexpr std::array<std::string_view, 4> report_type_names{"sent", "delivered", "failed",
                                                                   "converted"};

constexpr std::string_view name_of(report_type type) noexcept {
  return report_type_names[static_cast<std::size_t>(type)];
}

constexpr std::optional<report_type> report_type_of(std::string_view name) noexcept {
  for (std::size_t i = 0; i < report_type_names.size(); ++i)
    if (report_type_names[i] == name) return static_cast<report_type>(i);
  return std::nullopt;
}

// The error of a failure that names none.
inline constexpr std::string_view code_of_no_error = "900";

// A report as a journal has it: what the API thread writes there and the drain reads back. It is about one
// recipient, named by id, code or position, or (never a conversion) about as many messages as `count`.
struct campaign_report {
  report_type type = report_type::sent;
  std::int64_t at_s = 0;       // when it happened, seconds since 1970
  std::string recipient = {};  // the platform's own id
  // Of one of the recipient's codes. Not the position: should Redis lose the registration before the report
  // is counted, the recipient may get another, but its codes stay its own.
  std::optional<code_number> code = {};
  std::optional<std::uint32_t> position = {};  // where a callback's message was found
  std::optional<std::uint64_t> count = {};     // messages
  std::string id = {};                         // of the event, under which it counts once; may be empty
  std::string message_id = {};   // of a sent message: what delivery callbacks name it by; may be empty
  std::string error = {};        // of a failure: its code; may be empty
  std::string description = {};  // of a failure; may be empty
  std::string event = {};        // of a conversion: its name
  std::string currency = {};     // of a conversion: ISO 4217; empty where it has no value
  std::int64_t minor_units = 0;  // of a conversion, in its currency

  friend bool operator==(const campaign_report&, const campaign_report&) = default;
};

namespace detail {

// Writes the members of a report behind the first one. Without a tree: a million reports come in one call.
class report_members_writer {
 public:
  explicit report_members_writer(std::string& to) : to_(to) {}

  void text(std::string_view name, std::string_view text) {
    if (text.empty()) return;
    begin(name);
    append_json_string(to_, text);
  }

  void number(std::string_view name, std::int64_t number) {
    std::array<char, 24> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    begin(name);
    to_.append(digits.data(), end);
  }

 private:
  void begin(std::string_view name) {
    to_ += ",\"";
    to_ += name;
    to_ += "\":";
  }

  std::string& to_;
};

// Reads the members of a report; remembers whether one was not what it has to be.
class report_members {
 public:
  explicit report_members(const boost::json::object& o) : members_(o) {}

  std::string text(std::string_view name) {
    const auto* value = members_.if_contains(name);
    if (value == nullptr) return {};
    if (value->is_string()) return {value->get_string().data(), value->get_string().size()};
    wrong_ = true;
    return {};
  }

  template <class Number>
  std::optional<Number> number(std::string_view name) {
    const auto* value = members_.if_contains(name);
    if (value == nullptr) return std::nullopt;
    boost::system::error_code not_a_number;
    const auto n = value->to_number<Number>(not_a_number);
    if (not_a_number) wrong_ = true;
    return n;
  }

  bool wrong() const noexcept { return wrong_; }

 private:
  const boost::json::object& members_;
  bool wrong_ = false;
};

}  // namespace detail

// Appends the report as a journal has it: compact JSON.
inline void append_report_text(const campaign_report& r, std::string& to) {
  to += "{\"type\":\"";
  to += name_of(r.type);
  to += '"';
  detail::report_members_writer members(to);
  members.number("at", r.at_s);
  members.text("recipient", r.recipient);
  if (r.code) {
    members.number("length", r.code->length);
    members.number("number", static_cast<std::int64_t>(r.code->number));
  }
  if (r.position) members.number("position", *r.position);
  if (r.count) members.number("count", static_cast<std::int64_t>(*r.count));
  members.text("id", r.id);
  members.text("message_id", r.message_id);
  members.text("error", r.error);
  members.text("description", r.description);
  members.text("event", r.event);
  members.text("currency", r.currency);
  if (!r.currency.empty()) members.number("minor_units", r.minor_units);
  to += '}';
}

inline std::string to_report_text(const campaign_report& r) {
  std::string text;
  append_report_text(r, text);
  return text;
}

// errc::corrupt where `text` was not made by to_report_text, errc::unknown_version where its type is unknown.
inline result<campaign_report> parse_report(std::string_view text) {
  boost::system::error_code ec;
  const auto value = boost::json::parse(text, ec);
  if (ec || !value.is_object()) return errc::corrupt;
  detail::report_members members(value.get_object());
  const auto type_name = members.text("type");
  if (type_name.empty()) return errc::corrupt;
  const auto type = report_type_of(type_name);
  if (!type) return errc::unknown_version;
  campaign_report r;
  r.type = *type;
  r.at_s = members.number<std::int64_t>("at").value_or(0);
  r.recipient = members.text("recipient");
  const auto length = members.number<std::uint8_t>("length");
  const auto number = members.number<std::uint64_t>("number");
  if (length.has_value() != number.has_value()) return errc::corrupt;
  if (number) r.code = code_number{*length, *number};
  r.position = members.number<std::uint32_t>("position");
  r.count = members.number<std::uint64_t>("count");
  r.id = members.text("id");
  r.message_id = members.text("message_id");
  r.error = members.text("error");
  r.description = members.text("description");
  r.event = members.text("event");
  r.currency = members.text("currency");
  r.minor_units = members.number<std::int64_t>("minor_units").value_or(0);
  if (members.wrong()) return errc::corrupt;
  return r;
}

}  // namespace waypost
