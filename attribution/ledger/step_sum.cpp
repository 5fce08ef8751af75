#include "attribution/ledger/step_sum.hpp"

#include <algorithm>

#include "attribution/ledger/fields.hpp"

namespace waypost {

namespace {

constexpr auto per_chunk = redis::keys::recipients_per_chunk;

// A click touches its count, those of four names and two chunks; a report less.
constexpr std::size_t most_fields_of_one_event = 7;

void take_earliest(std::map<std::uint32_t, step_facts::times>& chunks, std::uint32_t recipient,
                   fact_time at) {
  const auto [place, is_new] = chunks[recipient / per_chunk].try_emplace(recipient % per_chunk, at);
  if (!is_new) place->second = std::min(place->second, at);
}

void count(step_counts::by_name& names, std::string_view name) {
  if (!name.empty()) ++names[name];
}

}  // namespace

bool step_sum::add(const attributed& event) {
  if (fields() + most_fields_of_one_event > most_fields) return false;
  if (const auto* report = event.sent())
    add(*report, event.offset);
  else
    add(std::get<attributed_click>(event.what));
  return true;
}

std::size_t step_sum::fields() const noexcept {
  return 1 + counts_.clicks.size() + counts_.previews.size() + counts_.bots.size() + counts_.systems.size() +
         counts_.browsers.size() + counts_.devices.size() + counts_.countries.size() +
         (counts_.fallbacks != 0 ? 1 : 0) + (counts_.unknown_recipients != 0 ? 1 : 0) +
         facts_.clicked.size() + facts_.first_click.size() + facts_.sent.size() +
         (facts_.sent_counts.empty() ? 0 : 1);
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
  take_earliest(facts_.first_click, click.recipient, click.at);
}

void step_sum::add(const attributed_sent& report, std::uint64_t offset) {
  if (report.unknown) {
    ++counts_.unknown_recipients;
  } else if (report.recipient) {
    take_earliest(facts_.sent, *report.recipient, report.at);
  } else {
    // HSETNX keeps the first of two counts under one event id, so that a repeated report counts once.
    facts_.sent_counts.try_emplace(report.event_id.empty() ? fields::count_of_place(journal_, offset)
                                                           : fields::count_of_event(report.event_id),
                                   report.count);
  }
}

}  // namespace waypost
