#include "attribution/ledger/conversion_terms.hpp"

#include <algorithm>

#include <waypost/block.hpp>

namespace waypost {

conversion_terms::conversion_terms(const campaign& of)
    : created_s(of.created_s), recipients(of.recipients), registrations(of.registrations) {
  for (const auto& wanted : of.conversions)
    goals.push_back({add_event(wanted.event), std::int64_t{wanted.window_minutes} * 60});
  for (const auto& name : of.funnel) {
    if (name == "sent") {
      steps.push_back({step::kind::sent, 0, {}});
    } else if (name == "delivered") {
      steps.push_back({step::kind::delivered, 0, {}});
    } else if (name == "clicked") {
      steps.push_back({step::kind::clicked, 0, {}});
    } else {
      step reached{step::kind::event, add_event(name), {}};
      for (const auto& wanted : goals)
        if (wanted.event == reached.event) reached.window_s = wanted.window_s;
      steps.push_back(reached);
    }
  }
}

std::optional<conversion_terms::event_index> conversion_terms::event(std::string_view name) const {
  const auto found = std::find(events.begin(), events.end(), name);
  if (found == events.end()) return std::nullopt;
  return static_cast<event_index>(found - events.begin());
}

conversion_terms::event_index conversion_terms::add_event(const std::string& name) {
  if (const auto known = event(name)) return *known;
  events.push_back(name);
  return static_cast<event_index>(events.size() - 1);
}

fact_time conversion_terms::registered_at(std::uint32_t position) const {
  const auto after = std::upper_bound(
      registrations.begin(), registrations.end(), position,
      [](std::uint32_t p, const registration& registered) { return p < registered.first_position; });
  return after == registrations.begin() ? fact_time{1} : fact_time_of(std::prev(after)->at_s, created_s);
}

std::uint32_t conversion_terms::registered_in(std::uint32_t chunk) const noexcept {
  const std::uint64_t before = std::uint64_t{chunk} * recipients_per_chunk;
  if (before >= recipients) return 0;
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(recipients - before, recipients_per_chunk));
}

std::size_t conversion_terms::bytes() const noexcept {
  std::size_t bytes = registrations.capacity() * sizeof(registration) + goals.capacity() * sizeof(goal) +
                      steps.capacity() * sizeof(step);
  for (const auto& name : events) bytes += sizeof name + name.capacity();
  return bytes;
}

}  // namespace waypost
