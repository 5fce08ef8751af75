#include "attribution/ledger/campaign_sums.hpp"

#include <utility>

namespace waypost {

namespace {

// About what a node of a map takes beside its value.
constexpr std::size_t node = 48;

std::size_t bytes_of(const quarter_counts& counts) { return counts.size() * (node + 16); }

std::size_t bytes_of(const conversion_counters::kind& kind) {
  std::size_t bytes = bytes_of(kind.by_quarter);
  for (const auto& [quarter, sums] : kind.revenue) bytes += 2 * node + sums.size() * (node + 48);
  return bytes;
}

std::size_t bytes_of(const campaign_counters& counters) {
  std::size_t bytes = sizeof counters + counters.links.size() * sizeof(campaign_counters::link) +
                      bytes_of(counters.first_clicks) + bytes_of(counters.sent) +
                      bytes_of(counters.delivered) + bytes_of(counters.failed);
  for (const auto& [code, error] : counters.errors)
    bytes += 2 * node + sizeof error + error.description.capacity() + bytes_of(error.failed);
  for (const auto& goal : counters.conversions)
    bytes += sizeof goal + bytes_of(goal.influenced) + bytes_of(goal.click_through);
  return bytes;
}

}  // namespace

void campaign_sums::set_terms(conversion_terms now, bool sent_reported_now) {
  if (now == terms && sent_reported_now == sent_reported) return;
  if (now.created_s != terms.created_s) *this = {};
  const bool other_events = now.events != terms.events;
  for (auto& [number, chunk] : chunks) {
    chunk.outcome_known = false;
    if (!other_events) continue;
    chunk.versions.conversions.reset();
    chunk.conversions.clear();
  }
  together.reset();
  terms = std::move(now);
  sent_reported = sent_reported_now;
}

void campaign_sums::forget_unlisted(const listed_facts& listed) {
  const auto forget = [](auto& kept, const auto& still_there) {
    std::erase_if(kept, [&](const auto& part) { return !still_there.contains(part.first); });
  };
  forget(chunks, listed.chunks);
  forget(plain_counts, listed.plain_counts);
  forget(unknown_events, listed.unknown_events);
  if (!listed.errors) errors = {};
  for (auto& [number, chunk] : chunks) chunk.forget_unlisted(listed.chunks.at(number));
}

std::size_t campaign_sums::bytes() const noexcept {
  std::size_t bytes = sizeof(campaign_sums) + terms.bytes() + errors.sums.bytes();
  for (const auto& [number, chunk] : chunks) bytes += node + chunk.bytes();
  for (const auto& [number, plain] : plain_counts) bytes += node + sizeof plain + plain.sums.bytes();
  bytes += unknown_events.size() * (node + 24);
  if (together) bytes += bytes_of(together->counters);
  return bytes;
}

}  // namespace waypost
