#include "attribution/ledger/step_sum.hpp"

#include <algorithm>

#include "attribution/ledger/error_number.hpp"
#include "attribution/ledger/fields.hpp"

namespace waypost {

namespace {

namespace keys = redis::keys;
using array = step_facts::array;
using hash = step_facts::hash;

constexpr auto per_chunk = recipients_per_chunk;

// A click touches its count, those of four names and two chunks; a report less.
constexpr std::size_t most_fields_of_one_event = 7;

// A plain count of failures, and its error's code and description.
constexpr std::size_t most_entries_of_one_event = 3;

void count(step_counts::by_name& names, std::string_view name) {
  if (!name.empty()) ++names[name];
}

// Events spread over their hashes, so that one that is read anew is small.
std::uint32_t part_of(std::string_view field) noexcept {
  return static_cast<std::uint32_t>(checksum(field) % keys::hashes_of_events);
}

// What stands for a recipient that the campaign does not have: whatever it was named by.
std::string name_of_unknown(const attributed_report& report) {
  std::string name = "id:" + report.recipient_id;
  if (report.code)
    name = "code:" + std::to_string(report.code->length) + ':' + std::to_string(report.code->number);
  if (report.position) name = "position:" + std::to_string(*report.position);
  return detail::hex16(checksum(name));
}

error_number error_of(const attributed_report& report) noexcept {
  return report.type == report_type::failed ? error_number_of(report.more->error) : error_number{0};
}

}  // namespace

bool step_sum::add(const attributed& event) {
  if (fields() + most_fields_of_one_event > most_fields) return false;
  if (entries_ + most_entries_of_one_event > most_entries) return false;
  if (const auto* report = event.report())
    add(*report, event.offset);
  else if (const auto* callback = event.callback())
    add(*callback);
  else
    add(std::get<attributed_click>(event.what));
  return true;
}

std::size_t step_sum::fields() const noexcept {
  return 1 + counts_.clicks.size() + counts_.previews.size() + counts_.bots.size() + counts_.systems.size() +
         counts_.browsers.size() + counts_.devices.size() + counts_.countries.size() +
         counts_.messages.size() + (counts_.fallbacks != 0 ? 1 : 0) +
         (counts_.unknown_recipients != 0 ? 1 : 0) + (counts_.unknown_messages != 0 ? 1 : 0) +
         facts_.clicked.size() + facts_.arrays.size() + facts_.hashes.size();
}

void step_sum::add(const attributed_click& click) {
  if (click.fallback) {
    ++counts_.fallbacks;
    return;
  }
  const auto& client = *click.client;
  switch (client.who) {
    case client_class::kind::preview:
      ++counts_.previews[client.name];
      return;
    case client_class::kind::bot:
      ++counts_.bots[client.name];
      return;
    case client_class::kind::person:
      break;
  }
  ++counts_.clicks[{click.link, click.quarter}];
  count(counts_.systems, client.system);
  count(counts_.browsers, client.browser);
  count(counts_.devices, client.model);
  if (click.country != country_code{}) ++counts_.countries[click.country];
  if (click.shared) return;
  const std::uint32_t chunk = click.recipient / per_chunk;
  facts_.clicked[{click.link, client.on, chunk}].push_back(click.recipient % per_chunk);
  take_least(array::first_click, click.recipient, click.at);
}

void step_sum::add(const attributed_report& report, std::uint64_t offset) {
  if (report.unknown)
    add_unknown(report);
  else if (report.recipient)
    add_of_recipient(report, offset);
  else
    add_plain_count(report, offset);
}

// One whose message is known is reported to the campaign, and nothing of it stays here.
void step_sum::add(const attributed_callback& callback) {
  if (callback.found) return;
  if (callback.crowded_out) {
    ++counts_.unknown_messages;
    return;
  }
  const auto& id = callback.said.message_id;
  waiting_callback waits{callback.said, callback.received_ms / 1000};
  waits.said.message_id.clear();
  const auto [place, is_new] =
      facts_.waiting[hash_of_waiting(id)].try_emplace(fields::waiting(waits.said.type, id), waits);
  if (is_new)
    ++entries_;
  else
    place->second.merge(waits);
}

void step_sum::add_of_recipient(const attributed_report& report, std::uint64_t offset) {
  switch (report.type) {
    case report_type::sent:
      take_least(array::sent, *report.recipient, report.at);
      if (report.more) messages_.try_emplace(report.more->message_id, *report.recipient);
      break;
    case report_type::delivered:
      take_least(array::delivered, *report.recipient, report.at);
      break;
    case report_type::failed:
      take_least(array::failed, *report.recipient, failure{report.at, error_of(report)}.packed());
      add_error(report);
      break;
    case report_type::converted:
      add_conversion(report, offset);
      break;
  }
}

void step_sum::add_conversion(const attributed_report& report, std::uint64_t offset) {
  const auto chunk = *report.recipient / per_chunk;
  const auto index = std::to_string(*report.recipient % per_chunk);
  const auto& what = *report.more;
  // The event's name is last, since it may contain colons.
  put({hash::conversions, chunk},
      report.event_id.empty() ? fields::event_at(journal_, offset) : fields::event_of(index, report.event_id),
      index + ':' + std::to_string(report.at_s) + ':' + std::to_string(what.minor_units) + ':' +
          what.currency + ':' + what.event);
}

// However many of them come, those without an id take a field for each quarter of an hour. But a failure's
// time is told to the second.
void step_sum::add_plain_count(const attributed_report& report, std::uint64_t offset) {
  if (report.event_id.empty() && report.type != report_type::failed) {
    counts_.messages[{report.type, report.quarter}] += report.count;
    return;
  }
  auto field = fields::typed(report.type, report.event_id.empty() ? fields::event_at(journal_, offset)
                                                                  : fields::event(report.event_id));
  const auto part = part_of(field);
  put({hash::plain_counts, part}, std::move(field),
      std::to_string(report.count) + ':' + std::to_string(report.at_s) + ':' +
          std::to_string(error_of(report)));
  if (report.type == report_type::failed) add_error(report);
}

void step_sum::add_unknown(const attributed_report& report) {
  if (report.event_id.empty()) {
    ++counts_.unknown_recipients;
    return;
  }
  auto field = fields::typed(report.type, fields::event_of(name_of_unknown(report), report.event_id));
  const auto part = part_of(field);
  put({hash::unknown_events, part}, std::move(field), "1");
}

// In each step that has failures, whatever earlier ones wrote: Redis may have lost it.
void step_sum::add_error(const attributed_report& report) {
  const auto number = error_of(report);
  put({hash::errors, 0}, fields::error(number), report.more->error);
  if (is_text_code(report.more->error)) facts_.text_codes.try_emplace(report.more->error, number);
  if (!report.more->description.empty())
    put({hash::errors, 0}, fields::error_description(number), report.more->description);
}

void step_sum::put(step_facts::hash_part where, std::string field, std::string value) {
  if (facts_.hashes[where].try_emplace(std::move(field), std::move(value)).second) ++entries_;
}

void step_sum::take_least(array of, std::uint32_t recipient, std::uint64_t value) {
  const auto [place, is_new] =
      facts_.arrays[{of, recipient / per_chunk}].try_emplace(recipient % per_chunk, value);
  if (!is_new) place->second = std::min(place->second, value);
}

}  // namespace waypost
