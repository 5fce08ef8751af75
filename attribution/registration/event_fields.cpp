#include "attribution/registration/event_fields.hpp"

#include <utility>

#include <boost/json/parse.hpp>

#include <waypost/journal.hpp>
#include <waypost/rfc3339.hpp>

#include "attribution/recipients/recipient_id.hpp"
#include "attribution/registration/event_rows.hpp"
#include "attribution/registration/repeated_member.hpp"

namespace waypost {
namespace {

// How far a platform's clock may run ahead of ours.
constexpr std::int64_t longest_lead_ms = 24LL * 60 * 60 * 1000;

std::string read_recipient(field_reader& reader) {
  const auto text = reader.text("recipient");
  if (!text) return {};
  if (const auto fault = fault_of_recipient_id(*text); !fault.empty())
    reader.refuse("recipient", "The id " + std::string(fault) + ".");
  return std::string(*text);
}

std::string read_id(field_reader& reader) {
  const auto text = reader.text("id");
  if (!text) return {};
  if (text->empty() || text->size() > longest_event_id)
    reader.refuse("id", "This must have 1 to " + std::to_string(longest_event_id) + " bytes.");
  if (has_control_characters(*text)) reader.refuse("id", "This must have no control characters.");
  return std::string(*text);
}

std::int64_t read_time(field_reader& reader, std::int64_t now_ms) {
  const auto text = reader.text("at");
  if (!text) return now_ms;
  const auto at = parse_rfc3339(*text);
  if (!at)
    reader.refuse("at", "This must be an RFC 3339 time with its offset, such as 2030-01-31T18:00:00+05:30.");
  else if (*at > now_ms + longest_lead_ms)
    reader.refuse("at", "This lies more than a day ahead.");
  return at.value_or(now_ms);
}

std::optional<boost::json::object> object_of(std::string_view row, std::optional<field_error>& error) {
  if (row.size() > longest_row) {
    error = field_error{{}, "The row is longer than " + std::to_string(longest_row) + " bytes."};
    return std::nullopt;
  }
  boost::system::error_code broken;
  auto value = boost::json::parse({row.data(), row.size()}, broken);
  if (broken)
    error = field_error{{}, "The row is not JSON: " + broken.message() + '.'};
  else if (!value.is_object())
    error = field_error{{}, "An event is a JSON object."};
  else if (const auto name = repeated_member(row))
    error = field_error{*name, "This member is there twice."};
  if (error) return std::nullopt;
  return std::move(value.get_object());
}

}  // namespace

sent_report read_event(std::string_view row, std::int64_t now_ms, std::optional<field_error>& error) {
  sent_report read;
  const auto object = object_of(row, error);
  if (!object) return read;
  field_reader reader(*object, {}, error);
  const auto type = reader.text("type", true);
  if (type && *type != "sent") reader.refuse("type", "Events of this type are not known; sent is.");
  if (error) return read;
  read.at_s = read_time(reader, now_ms) / 1000;
  read.recipient = read_recipient(reader);
  read.count = reader.number("count");
  read.id = read_id(reader);
  reader.refuse_others();
  if (error) return read;
  if (read.recipient.empty() == !read.count)
    reader.refuse("recipient", "An event has either a recipient or a count.");
  if (read.count && (*read.count < 1 || *read.count > largest_count))
    reader.refuse("count", "This must be 1 to " + std::to_string(largest_count) + '.');
  if (to_report_text(read).size() > longest_report) reader.refuse({}, "The event is too long.");
  return read;
}

}  // namespace waypost
