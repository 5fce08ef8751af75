#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <waypost/errors.hpp>

namespace waypost {

// The text of a report in a journal: what the API thread writes there and the drain reads back.
struct sent_report {
  std::int64_t at_s = 0;               // when the message was sent, seconds since 1970
  std::string recipient;               // the platform's own id; empty where the report is a plain count
  std::optional<std::uint64_t> count;  // messages, for a plain count
  std::string id;                      // of the event, under which it counts once; may be empty
};

inline std::string to_report_text(const sent_report& r) {
  boost::json::object o{{"type", "sent"}, {"at", r.at_s}};
  if (!r.recipient.empty()) o["recipient"] = r.recipient;
  if (r.count) o["count"] = *r.count;
  if (!r.id.empty()) o["id"] = r.id;
  return boost::json::serialize(o);
}

// errc::corrupt where `text` was not made by to_report_text, errc::unknown_version where its type is unknown.
inline result<sent_report> parse_report(std::string_view text) {
  boost::system::error_code ec;
  const auto value = boost::json::parse(text, ec);
  if (ec || !value.is_object()) return errc::corrupt;
  const auto& o = value.get_object();
  const auto* type = o.if_contains("type");
  if (type == nullptr || !type->is_string()) return errc::corrupt;
  if (type->get_string() != "sent") return errc::unknown_version;
  sent_report r;
  if (const auto* at = o.if_contains("at"); at != nullptr && at->is_int64()) r.at_s = at->get_int64();
  if (const auto* to = o.if_contains("recipient"); to != nullptr && to->is_string())
    r.recipient = to->get_string().c_str();
  if (const auto* count = o.if_contains("count")) {
    boost::system::error_code not_a_number;
    const auto n = count->to_number<std::uint64_t>(not_a_number);
    if (not_a_number) return errc::corrupt;
    r.count = n;
  }
  if (const auto* id = o.if_contains("id"); id != nullptr && id->is_string()) r.id = id->get_string().c_str();
  return r;
}

}  // namespace waypost
