#pragma once

#include <string>
#include <string_view>

#include <waypost/report.hpp>

namespace waypost {

// A provider's delivery callback about one message: delivered, or failed with its error. It knows neither
// campaign nor recipient, only the message's id. In a journal it stands under its account's id, as a text of
// its own kind.
namespace callback {

inline constexpr std::string_view beginning = R"({"type":"callback",)";

// Whether a report's text is a callback's.
constexpr bool is_text(std::string_view text) noexcept { return text.starts_with(beginning); }

// Appends the callback as a journal has it: compact JSON.
inline void append_text(const campaign_report& said, std::string& to) {
  to += beginning;
  to += "\"event\":\"";
  to += name_of(said.type);
  to += '"';
  detail::report_members_writer members(to);
  members.number("at", said.at_s);
  members.text("message_id", said.message_id);
  members.text("error", said.error);
  members.text("description", said.description);
  to += '}';
}

// errc::corrupt where `text` was not made by append_text, errc::unknown_version where its event is unknown.
inline result<campaign_report> parse(std::string_view text) {
  boost::system::error_code ec;
  const auto value = boost::json::parse(text, ec);
  if (ec || !value.is_object()) return errc::corrupt;
  detail::report_members members(value.get_object());
  const auto type = report_type_of(members.text("event"));
  if (type != report_type::delivered && type != report_type::failed) return errc::unknown_version;
  campaign_report said;
  said.type = *type;
  said.at_s = members.number<std::int64_t>("at").value_or(0);
  said.message_id = members.text("message_id");
  said.error = members.text("error");
  said.description = members.text("description");
  if (members.wrong() || said.message_id.empty()) return errc::corrupt;
  return said;
}

}  // namespace callback

}  // namespace waypost
