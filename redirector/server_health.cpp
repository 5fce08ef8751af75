#include "redirector/server_health.hpp"

#include <array>

namespace waypost {

readiness readiness_of(const registry& registered, const start_up& starting, const journals& clicks,
                       const drain& counting, const bool& draining) {
  readiness looks;
  looks.draining = [&] { return draining; };
  looks.parts = {
      {"redis", [&] { return registered.trouble() != "redis" && counting.connected(); }},
      {"redis-settings", [&] { return starting.settings_well(); }},
      {"journal-disk", [&] { return clicks.disk_usable(); }},
      {"internal-fault", [&] { return starting.parts_well(); }},
  };
  constexpr std::array<const char*, 5> registry_troubles{
      "registry-recovering", "registry-emptied", "registry-foreign", "registry-halted", "registry-disk"};
  for (const char* trouble : registry_troubles)
    looks.parts.emplace_back(trouble, [&registered, trouble] { return registered.trouble() != trouble; });
  return looks;
}

std::vector<metric> metrics_of(const redirect_listener& redirects, const journals& clicks,
                               const drain& counting, const registry& registered) {
  auto metrics = metrics_of(redirects);
  metrics.push_back({"waypost_clicks_dropped_total", "",
                     "Clicks lost to a full ring: disk and Redis both away.", metric::kind::counter,
                     [&] { return clicks.dropped_events(); }});
  metrics.push_back({"waypost_events_behind", "", "Events in journals that are not in the ledgers yet.",
                     metric::kind::gauge, [&] { return counting.events_behind(); }});
  metrics.push_back({"waypost_redis_connected", "", "1 while Redis answers.", metric::kind::gauge,
                     [&] { return std::uint64_t{registered.connected() && counting.connected()}; }});
  metrics.push_back({"waypost_journal_disk_usable", "", "0 while the journal's disk is full or gone.",
                     metric::kind::gauge, [&] { return std::uint64_t{clicks.disk_usable()}; }});
  metrics.push_back({"waypost_campaigns", "", "Campaigns registered.", metric::kind::gauge,
                     [&] { return registered.state().campaigns.size(); }});
  metrics.push_back({"waypost_registry_entries", "", "Entries of the registry folded so far.",
                     metric::kind::gauge, [&] { return registered.state().entries; }});
  return metrics;
}

}  // namespace waypost
