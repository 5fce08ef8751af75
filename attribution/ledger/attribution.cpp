#include "attribution/ledger/attribution.hpp"

#include <waypost/callback.hpp>
#include <waypost/report.hpp>

#include "attribution/ledger/fact_times.hpp"

namespace waypost {

namespace {

// About 4 MB at the longest user agents.
constexpr std::size_t most_user_agents = 8192;

std::unique_ptr<const attributed_report::details> details_of(campaign_report& r) {
  auto more = std::make_unique<attributed_report::details>();
  switch (r.type) {
    case report_type::failed:
      more->error = r.error.empty() ? std::string(code_of_no_error) : std::move(r.error);
      more->description = std::move(r.description);
      return more;
    case report_type::converted:
      more->event = std::move(r.event);
      more->currency = std::move(r.currency);
      more->minor_units = r.minor_units;
      return more;
    case report_type::sent:
      if (r.message_id.empty()) break;
      more->message_id = std::move(r.message_id);
      return more;
    case report_type::delivered:
      break;
  }
  return nullptr;
}

result<attributed> read_callback(const report& r, std::uint64_t offset) {
  auto said = callback::parse(r.text);
  if (!said) return said.error();
  auto kept = std::make_unique<attributed_callback>();
  kept->said = std::move(*said);
  kept->received_ms = r.time_ms;
  return attributed{offset, std::move(kept)};
}

result<attributed> read_report(const report& r, std::uint64_t offset, const attribution& of) {
  auto parsed = parse_report(r.text);
  if (!parsed) return parsed.error();
  auto kept = std::make_unique<attributed_report>();
  kept->type = parsed->type;
  kept->at = fact_time_of(parsed->at_s, of.created_s);
  kept->quarter = quarter_of(kept->at, of.created_s);
  kept->at_s = parsed->at_s;
  kept->received_ms = r.time_ms;
  kept->count = parsed->count.value_or(0);
  kept->code = parsed->code;
  kept->position = parsed->position;
  if (kept->position && *kept->position < of.recipients) kept->recipient = kept->position;
  if (!kept->position && !kept->code) kept->recipient_id = std::move(parsed->recipient);
  kept->event_id = std::move(parsed->id);
  kept->more = details_of(*parsed);
  const bool counts_messages = parsed->count && parsed->type != report_type::converted;
  if (!kept->names_recipient() && !counts_messages) return errc::corrupt;
  return attributed{offset, std::move(kept)};
}

}  // namespace

result<attributed> event_reader::read(const event& e, const attribution& of) {
  if (const auto* r = std::get_if<report>(&e.what))
    return callback::is_text(r->text) ? read_callback(*r, e.offset) : read_report(*r, e.offset, of);
  const auto& c = std::get<click>(e.what);
  attributed_click kept;
  kept.recipient = of.recipient;
  kept.at = fact_time_of(c.time_ms / 1000, of.created_s);
  kept.quarter = quarter_hour_of(c.time_ms);
  kept.link = of.link;
  kept.shared = of.shared;
  kept.fallback = c.answered == answer::fallback;
  kept.client = &class_of(c.client);
  if (countries_ != nullptr) kept.country = countries_->country_of(c.client.from);
  return attributed{e.offset, kept};
}

const client_class& event_reader::class_of(const client_material& client) {
  if (client.head || client.prefetch) return *classes_.insert(clients_.classify(client)).first;
  if (const auto known = seen_.find(client.user_agent); known != seen_.end()) return *known->second;
  if (seen_.size() >= most_user_agents) seen_.clear();
  const auto& told = *classes_.insert(clients_.classify(client)).first;
  seen_.emplace(client.user_agent, &told);
  return told;
}

}  // namespace waypost
