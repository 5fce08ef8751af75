#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include <waypost/journal.hpp>

#include "attribution/clients/client_classifier.hpp"
#include "attribution/ledger/attributed.hpp"

namespace waypost::test {

inline constexpr journal_name some_journal{0xabc, 3, 1};
inline constexpr campaign_id some_campaign{0x1234};

struct tap_of {
  std::uint32_t recipient = 0;
  fact_time at = 1;
  quarter_hour quarter = 0;
  std::uint16_t link = 0;
  bool shared = false;
  bool fallback = false;
  country_code country{};
};

inline const client_classifier& clients() {
  static const client_classifier made;
  return made;
}

// Clicks point to the class of their client.
inline const client_class* kept(client_class c) {
  static std::set<client_class> classes;
  return &*classes.insert(c).first;
}

inline attributed tap(std::uint64_t offset, tap_of what, device on = device::ios) {
  return {offset, attributed_click{what.recipient, what.at, what.quarter, what.link, what.country,
                                   kept({client_class::kind::person, on}), what.shared, what.fallback}};
}

inline attributed client(std::uint64_t offset, client_class::kind who, std::string_view name) {
  attributed_click click;
  click.client = kept({who, device::other, name});
  return {offset, click};
}

struct report_like {
  report_type type = report_type::sent;
  fact_time at = 1;
  quarter_hour quarter = 0;
  std::int64_t at_s = 0;
  std::string recipient_id = {};
  std::optional<std::uint32_t> recipient = std::nullopt;
  bool unknown = false;
  std::uint64_t count = 0;
  std::string event_id = {};
  attributed_report::details more = {};
};

inline attributed report_of(std::uint64_t offset, report_like what) {
  auto report = std::make_unique<attributed_report>();
  report->type = what.type;
  report->at = what.at;
  report->quarter = what.quarter;
  report->at_s = what.at_s;
  report->recipient_id = std::move(what.recipient_id);
  report->recipient = what.recipient;
  report->unknown = what.unknown;
  report->count = what.count;
  report->event_id = std::move(what.event_id);
  const bool has_more = what.type == report_type::failed || what.type == report_type::converted;
  if (has_more || !what.more.message_id.empty())
    report->more = std::make_unique<attributed_report::details>(std::move(what.more));
  return {offset, std::move(report)};
}

inline attributed_report::details of_message(std::string id) { return {.message_id = std::move(id)}; }

// A callback about the message `id` that was looked up.
inline attributed callback_of(std::uint64_t offset, std::string id,
                              std::optional<message_place> found = std::nullopt,
                              report_type type = report_type::delivered) {
  auto callback = std::make_unique<attributed_callback>();
  callback->said = {.type = type, .at_s = 1000, .message_id = std::move(id)};
  if (type == report_type::failed) callback->said.error = "910";
  callback->received_ms = 2'000'500;
  callback->looked_up = true;
  callback->found = found;
  return {offset, std::move(callback)};
}

inline attributed_report::details of_error(std::string code, std::string description = {}) {
  return {.error = std::move(code), .description = std::move(description)};
}

}  // namespace waypost::test
