#include "attribution/registration/event_fields.hpp"

#include <utility>

#include <boost/json/basic_parser_impl.hpp>

#include <waypost/rfc3339.hpp>

#include "attribution/recipients/recipient_id.hpp"
#include "attribution/registration/currency.hpp"
#include "attribution/registration/event_name.hpp"
#include "attribution/registration/event_rows.hpp"
#include "attribution/registration/field_reader.hpp"

namespace waypost {
namespace {

using kind = event_value::kind;
using fault = std::optional<event_fault>;

// How far a platform's clock may run ahead of ours.
constexpr std::int64_t longest_lead_ms = 24LL * 60 * 60 * 1000;

fault wrong(event_member where, std::string detail) {
  return event_fault{std::string(name_of(where)), std::move(detail)};
}

// Which members an event of this type may have beside type, at and id.
bool belongs_to(report_type type, event_member m) noexcept {
  switch (m) {
    case event_member::type:
    case event_member::at:
    case event_member::id:
    case event_member::recipient:
    case event_member::code:
      return true;
    case event_member::count:
      return type != report_type::converted;
    case event_member::message_id:
      return type == report_type::sent;
    case event_member::error:
    case event_member::description:
      return type == report_type::failed;
    case event_member::event:
    case event_member::value:
    case event_member::currency:
      return type == report_type::converted;
  }
  return false;
}

// The members of one event, checked one after the other. Lives for one row.
class event_check {
 public:
  event_check(const event_members& members, std::int64_t now_ms, personal_codes& codes, campaign_report& into)
      : members_(members), now_ms_(now_ms), codes_(codes), into_(into) {}

  fault all() {
    for (const auto check : {&event_check::members, &event_check::time, &event_check::whom, &event_check::ids,
                             &event_check::failure, &event_check::conversion})
      if (auto found = (this->*check)()) return found;
    return std::nullopt;
  }

 private:
  bool has(event_member m) const noexcept { return members_[m].is != kind::absent; }

  // Takes the text of a member; empty where it is absent.
  fault text(event_member m, std::string& to) const {
    const auto& value = members_[m];
    if (value.is == kind::absent) return std::nullopt;
    if (value.is != kind::text) return wrong(m, "This must be a string.");
    to = value.text;
    return std::nullopt;
  }

  // The same for a text of 1 to `longest` bytes without control characters.
  fault short_text(event_member m, std::size_t longest, std::string& to) const {
    if (!has(m)) return std::nullopt;
    if (auto found = text(m, to)) return found;
    if (to.empty() || to.size() > longest)
      return wrong(m, "This must have 1 to " + std::to_string(longest) + " bytes.");
    if (has_control_characters(to)) return wrong(m, "This must have no control characters.");
    return std::nullopt;
  }

  fault members() {
    if (!members_.repeated().empty()) return event_fault{members_.repeated(), "This member is there twice."};
    if (!has(event_member::type)) return wrong(event_member::type, "This member is required.");
    const auto& name = members_[event_member::type];
    const auto type = name.is == kind::text ? report_type_of(name.text) : std::nullopt;
    if (!type) return wrong(event_member::type, "This must be sent, delivered, failed or converted.");
    into_.type = *type;
    if (members_.unknown()) return event_fault{*members_.unknown(), "There is no member of this name."};
    for (std::size_t i = 0; i < event_member_names.size(); ++i) {
      const auto m = static_cast<event_member>(i);
      if (has(m) && !belongs_to(*type, m))
        return wrong(m, "An event of the type " + name.text + " has no such member.");
    }
    return std::nullopt;
  }

  fault time() {
    into_.at_s = now_ms_ / 1000;
    if (!has(event_member::at)) return std::nullopt;
    const auto& value = members_[event_member::at];
    const auto at = value.is == kind::text ? parse_rfc3339(value.text) : std::nullopt;
    if (!at)
      return wrong(
          event_member::at,
          "This must be an RFC 3339 time with its offset, such as 2030-01-31T18:00:00+05:30, from 1970 on.");
    if (*at > now_ms_ + longest_lead_ms) return wrong(event_member::at, "This lies more than a day ahead.");
    into_.at_s = *at / 1000;
    return std::nullopt;
  }

  fault whom() {
    const int named = has(event_member::recipient) + has(event_member::code) + has(event_member::count);
    if (named != 1)
      return wrong(event_member::recipient, into_.type == report_type::converted
                                                ? "A conversion has either a recipient or a code."
                                                : "An event has either a recipient, a code or a count.");
    if (has(event_member::count)) return count();
    if (has(event_member::code)) return code();
    if (auto found = text(event_member::recipient, into_.recipient)) return found;
    const auto why = fault_of_recipient_id(into_.recipient);
    return why.empty() ? fault() : wrong(event_member::recipient, "The id " + std::string(why) + '.');
  }

  fault count() {
    const auto& value = members_[event_member::count];
    if (value.is != kind::whole_number || value.number < 1 ||
        static_cast<std::uint64_t>(value.number) > largest_count)
      return wrong(event_member::count,
                   "This must be a whole number, 1 to " + std::to_string(largest_count) + '.');
    if (has(event_member::message_id))
      return wrong(event_member::message_id, "A count of messages has none; a single message has.");
    into_.count = static_cast<std::uint64_t>(value.number);
    return std::nullopt;
  }

  fault code() {
    const auto& value = members_[event_member::code];
    if (value.is != kind::text) return wrong(event_member::code, "This must be a string.");
    into_.code = codes_.number_of(value.text);
    if (!into_.code)
      return wrong(event_member::code, "This is not the code of one of the campaign's recipients.");
    return std::nullopt;
  }

  fault ids() {
    if (auto found = short_text(event_member::id, longest_event_id, into_.id)) return found;
    return short_text(event_member::message_id, longest_message_id, into_.message_id);
  }

  fault failure() {
    if (into_.type != report_type::failed) return std::nullopt;
    into_.error = code_of_no_error;
    if (auto found = text(event_member::error, into_.error)) return found;
    if (into_.error.empty() || characters(into_.error) > longest_error_code ||
        has_control_characters(into_.error))
      return wrong(event_member::error,
                   "This must have 1 to " + std::to_string(longest_error_code) + " printable characters.");
    if (auto found = text(event_member::description, into_.description)) return found;
    if (into_.description.size() > longest_description || has_control_characters(into_.description))
      return wrong(event_member::description, "This must have at most " +
                                                  std::to_string(longest_description) +
                                                  " bytes and no control characters.");
    return std::nullopt;
  }

  fault conversion() {
    if (into_.type != report_type::converted) return std::nullopt;
    if (!has(event_member::event)) return wrong(event_member::event, "This member is required.");
    if (auto found = text(event_member::event, into_.event)) return found;
    if (const auto why = fault_of_event_name(into_.event); !why.empty())
      return wrong(event_member::event, "An event's name " + std::string(why) + '.');
    if (!has(event_member::value) && !has(event_member::currency)) return std::nullopt;
    if (!has(event_member::currency))
      return wrong(event_member::currency, "This member is required beside value.");
    if (!has(event_member::value))
      return wrong(event_member::value, "This member is required beside currency.");
    return money();
  }

  fault money() {
    const auto& name = members_[event_member::currency];
    const auto decimals = name.is == kind::text ? decimals_of_currency(name.text) : std::nullopt;
    if (!decimals)
      return wrong(event_member::currency,
                   "This must be a currency of ISO 4217, such as INR, that has amounts.");
    const auto& value = members_[event_member::value];
    if (value.is == kind::other)
      return wrong(
          event_member::value,
          "Write the amount as a string, such as \"49.90\": a JSON number may lose digits on its way.");
    const auto amount = value.is == kind::text ? value.text : std::to_string(value.number);
    const auto why = fault_of_amount(amount, *decimals, into_.minor_units);
    if (!why.empty()) return wrong(event_member::value, "The amount " + why + '.');
    into_.currency = name.text;
    return std::nullopt;
  }

  const event_members& members_;
  std::int64_t now_ms_;
  personal_codes& codes_;
  campaign_report& into_;
};

}  // namespace

event_fields::event_fields(personal_codes& codes) : parser_(boost::json::parse_options{}), codes_(codes) {}

std::optional<event_fault> event_fields::parse(std::string_view row) {
  if (row.size() > longest_row)
    return event_fault{{}, "The row is longer than " + std::to_string(longest_row) + " bytes."};
  parser_.reset();
  parser_.handler().clear();
  boost::json::error_code broken;
  const auto read = parser_.write_some(false, row.data(), row.size(), broken);
  if (!broken && read < row.size()) broken = boost::json::error::extra_data;
  if (broken) return event_fault{{}, "The row is not JSON: " + broken.message() + '.', true};
  if (!parser_.handler().is_object()) return event_fault{{}, "An event is a JSON object."};
  return std::nullopt;
}

std::optional<event_fault> event_fields::read(std::string_view row, std::int64_t now_ms,
                                              campaign_report& into) {
  if (auto unreadable = parse(row)) return unreadable;
  return event_check(parser_.handler(), now_ms, codes_, into).all();
}

}  // namespace waypost
