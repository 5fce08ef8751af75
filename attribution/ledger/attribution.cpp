#include "attribution/ledger/attribution.hpp"

#include <waypost/report.hpp>

namespace waypost {

namespace {

// About 4 MB at the longest user agents.
constexpr std::size_t most_user_agents = 8192;

result<attributed> read_report(const report& r, std::uint64_t offset, const attribution& of) {
  auto parsed = parse_report(r.text);
  if (!parsed) return parsed.error();
  auto sent = std::make_unique<attributed_sent>();
  sent->at = fact_time_of(parsed->at_s, of.created_s);
  sent->received_ms = r.time_ms;
  sent->recipient_id = std::move(parsed->recipient);
  sent->count = parsed->count.value_or(0);
  sent->event_id = std::move(parsed->id);
  if (sent->recipient_id.empty() && !parsed->count) return errc::corrupt;
  return attributed{offset, std::move(sent)};
}

}  // namespace

result<attributed> event_reader::read(const event& e, const attribution& of) {
  if (const auto* r = std::get_if<report>(&e.what)) return read_report(*r, e.offset, of);
  const auto& c = std::get<click>(e.what);
  attributed_click kept;
  kept.recipient = of.recipient;
  kept.at = fact_time_of(c.time_ms / 1000, of.created_s);
  kept.quarter = quarter_hour_of(c.time_ms);
  kept.link = of.link;
  kept.shared = of.shared;
  kept.fallback = c.answered == answer::fallback;
  kept.client = &class_of(c.client);
  return attributed{e.offset, kept};
}

const client_class& event_reader::class_of(const client_material& client) {
  if (client.head || client.prefetch) return *classes_.insert(classify(client)).first;
  if (const auto known = seen_.find(client.user_agent); known != seen_.end()) return *known->second;
  if (seen_.size() >= most_user_agents) seen_.clear();
  const auto& told = *classes_.insert(classify(client)).first;
  seen_.emplace(client.user_agent, &told);
  return told;
}

}  // namespace waypost
