#include <algorithm>

#include "attribution/registry/alias.hpp"
#include "attribution/registry/fold_rules.hpp"
#include "attribution/registry/moved.hpp"

namespace waypost {

code_number shared_number(const campaign_state& of, std::uint16_t index) {
  for (const auto& b : of.blocks)
    if (b.shared && index >= b.first_link && index - b.first_link < b.links)
      return {b.length, b.first_number + index - b.first_link};
  return {};
}

namespace fold_rules {
namespace {

// The block of a further link: for all recipients that exist, none where there are none. Offered again, it
// may be for fewer or more.
offer_outcome check_link_run(const folding& f, const campaign_state& kept, const change::add_link& c) {
  if (!c.run) {
    const bool fits = kept.of->recipients == 0 || f.again;
    return fits ? taken() : is_void(errc::invalid, "a further link needs a block for the recipients");
  }
  if (c.run->shared || c.run->links != 1)
    return is_void(errc::invalid, "a further link's block is for it alone");
  if (!f.again && (c.run->first_recipient != 0 || c.run->recipients != kept.of->recipients))
    return is_void(errc::invalid, "a further link's block is for all recipients");
  return check_run(f, f.state.accounts.at(kept.of->account), kept.numbers, *c.run);
}

offer_outcome check_link(const folding& f, const campaign_state& kept, const change::add_link& c) {
  const auto& links = kept.of->links;
  if (kept.of->singles) return is_void(errc::invalid, "a campaign of single links takes no others");
  if (c.built_on != kept.of->version && !f.again)
    return is_void(errc::conflict, "the campaign has a newer version");
  if (links.size() >= most_links) return is_void(errc::quota_exceeded, "too many links");
  if (std::any_of(links.begin(), links.end(), [&](const link& l) { return l.label == c.added.label; }))
    return is_void(errc::conflict, "the label is taken");
  return check_link_run(f, kept, c);
}

offer_outcome check_single(const folding& f, const campaign_state& kept, const change::add_single& c) {
  if (!kept.of->singles) return is_void(errc::invalid, "not a campaign of single links");
  if (shared_number(kept, c.index).length == 0)
    return is_void(errc::quota_exceeded, "the campaign of single links is full");
  if (c.added.url.empty()) return is_void(errc::invalid, "the link leads nowhere");
  if (c.index < kept.of->links.size() && !is_empty_place(kept.of->links[c.index]))
    return is_void(errc::conflict, "the place is taken");
  if (c.alias.empty()) return taken();
  if (!valid_alias(c.alias)) return is_void(errc::invalid, "the alias is not valid");
  if (!f.again && f.state.aliases.contains({c.domain, c.alias}))
    return is_void(errc::conflict, "the alias is taken");
  return taken();
}

// Puts the link at `index`; places before it that nobody has yet stay empty.
void put_link(folding& f, campaign_state& to, std::uint16_t index, const link& added) {
  auto& changed = own(to.of);
  ++changed.version;
  f.changed.campaigns.insert(changed.id);
  if (index >= changed.links.size()) changed.links.resize(std::size_t{index} + 1, link{{}, {}, true});
  changed.links[index] = added;
}

}  // namespace

offer_outcome apply(folding& f, const change::add_link& c) {
  auto* const kept = find_campaign(f, c.campaign);
  if (kept == nullptr) return is_void(errc::not_found, "no such campaign");
  if (auto checked = check_link(f, *kept, c); !checked.taken) {
    // What was written for it must not go to a link that others put in its place.
    if (f.again && c.index) kept->moved_links[*c.index] = no_link;
    return checked;
  }
  const auto index = static_cast<std::uint16_t>(kept->of->links.size());
  put_link(f, *kept, index, c.added);
  if (f.again && c.index && *c.index != index) kept->moved_links[*c.index] = index;
  if (c.run) {
    auto run = *c.run;
    run.campaign = c.campaign;
    run.first_link = index;
    for (const auto& part : follow_moved(run, kept->moved)) give_run(f, *kept, part);
  }
  return taken(index);
}

offer_outcome apply(folding& f, const change::add_single& c) {
  auto* const kept = find_campaign(f, c.campaign);
  if (kept == nullptr) return is_void(errc::not_found, "no such campaign of single links");
  if (auto checked = check_single(f, *kept, c); !checked.taken) return checked;
  put_link(f, *kept, c.index, c.added);
  kept->aliases.resize(kept->of->links.size());
  if (!c.alias.empty() &&
      f.state.aliases.emplace(std::pair(c.domain, c.alias), std::pair(c.campaign, c.index)).second) {
    kept->aliases[c.index] = c.alias;
    f.changed.aliases.push_back({c.domain, c.alias, shared_number(*kept, c.index)});
  }
  return taken(c.index);
}

}  // namespace fold_rules
}  // namespace waypost
