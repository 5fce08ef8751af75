#include <algorithm>
#include <set>

#include "attribution/registry/fold_rules.hpp"
#include "attribution/registry/goals.hpp"

namespace waypost::fold_rules {
namespace {

bool labels_differ(const std::vector<link>& links) {
  std::set<std::string_view> labels;
  for (const auto& l : links)
    if (!labels.insert(l.label).second) return false;
  return true;
}

offer_outcome check_goals(std::span<const conversion_goal> conversions, std::span<const std::string> funnel) {
  auto fault = fault_of(conversions);
  if (fault.empty()) fault = fault_of_funnel(funnel);
  return fault.empty() ? taken() : is_void(errc::invalid, std::string(fault));
}

offer_outcome check_new(const folding& f, const change::create_campaign& c) {
  if (f.state.campaigns.contains(c.made.id)) return is_void(errc::conflict, "the campaign is known already");
  const auto of = f.state.accounts.find(c.made.account);
  if (of == f.state.accounts.end()) return is_void(errc::not_found, "no such account");
  if (c.made.links.size() > most_links) return is_void(errc::quota_exceeded, "too many links");
  if (!labels_differ(c.made.links)) return is_void(errc::invalid, "two links have the same label");
  if (auto checked = check_goals(c.made.conversions, c.made.funnel); !checked.taken) return checked;
  if (!c.made.singles) return c.run ? is_void(errc::invalid, "a new campaign has no recipients") : taken();
  if (!c.made.links.empty()) return is_void(errc::invalid, "single links are added one by one");
  if (!c.run || !c.run->shared || c.run->recipients != 1 || c.run->first_link != 0 ||
      c.run->links > most_singles)
    return is_void(errc::invalid, "single links need a run of shared codes");
  return check_run(f, of->second, 0, *c.run);
}

// Counts the version up and tells that the campaign has changed.
campaign& renew(folding& f, campaign_state& of) {
  auto& changed = own(of.of);
  ++changed.version;
  f.changed.campaigns.insert(changed.id);
  return changed;
}

}  // namespace

offer_outcome apply(folding& f, const change::create_campaign& c) {
  if (auto checked = check_new(f, c); !checked.taken) return checked;
  auto made = std::make_shared<campaign>(c.made);
  made->version = 1;
  made->recipients = 0;
  made->registrations.clear();
  auto& kept = f.state.campaigns[c.made.id];
  kept.of = std::move(made);
  kept.writer = c.writer;
  kept.uploads = std::make_shared<recipient_uploads>();
  f.state.campaigns_by_account[c.made.account].emplace(std::pair(c.made.created_s, c.made.id), c.made.id);
  f.changed.campaigns.insert(c.made.id);
  if (c.run) give_run(f, kept, *c.run);
  return taken();
}

offer_outcome apply(folding& f, const change::change_campaign& c) {
  auto* const kept = find_campaign(f, c.id);
  if (kept == nullptr) return is_void(errc::not_found, "no such campaign");
  if (c.built_on && *c.built_on != kept->of->version && !f.again)
    return is_void(errc::conflict, "the campaign has a newer version");
  auto checked = check_goals(c.conversions ? *c.conversions : std::vector<conversion_goal>(),
                             c.funnel ? *c.funnel : std::vector<std::string>());
  if (!checked.taken) return checked;
  auto& changed = renew(f, *kept);
  if (c.name) changed.name = *c.name;
  if (c.time_zone) changed.time_zone = *c.time_zone;
  if (c.expires_ms) changed.expires_ms = *c.expires_ms;
  if (c.fallback_url) changed.fallback_url = *c.fallback_url;
  if (c.paused) changed.paused = *c.paused;
  if (c.conversions) changed.conversions = *c.conversions;
  if (c.funnel) changed.funnel = *c.funnel;
  return taken();
}

offer_outcome apply(folding& f, const change::change_link& c) {
  auto* const kept = find_campaign(f, c.campaign);
  if (kept == nullptr) return is_void(errc::not_found, "no such campaign");
  auto index = c.index;
  if (const auto moved = kept->moved_links.find(index); f.again && moved != kept->moved_links.end())
    index = moved->second;
  if (index >= kept->of->links.size() || is_empty_place(kept->of->links[index]))
    return is_void(errc::not_found, "no such link");
  auto& changed = renew(f, *kept).links[index];
  if (c.url) changed.url = *c.url;
  if (c.paused) changed.paused = *c.paused;
  return taken(index);
}

}  // namespace waypost::fold_rules
