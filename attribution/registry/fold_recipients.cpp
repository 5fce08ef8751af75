#include <algorithm>
#include <unordered_set>

#include "attribution/registry/fold_rules.hpp"

namespace waypost::fold_rules {
namespace {

// Whether one of the block's links came to have another index: its codes would lead to a link of somebody
// else's.
bool covers_moved_link(const campaign_state& kept, const block& run) {
  return std::any_of(kept.moved_links.begin(), kept.moved_links.end(), [&](const auto& moved) {
    return moved.first >= run.first_link && moved.first - run.first_link < run.links;
  });
}

offer_outcome check_recipients(const folding& f, const campaign_state& kept,
                               const change::add_recipients& c) {
  const auto& of = *kept.of;
  if (of.singles) return is_void(errc::invalid, "a campaign of single links has no recipients");
  if (c.built_on != of.version && !f.again)
    return is_void(errc::conflict, "the campaign has a newer version");
  if (c.run.shared || c.count == 0 || c.run.recipients != c.count ||
      c.run.first_link + c.run.links > of.links.size())
    return is_void(errc::invalid, "the block does not fit the recipients and links");
  if (f.again && covers_moved_link(kept, c.run))
    return is_void(errc::void_entry, "a link of the block has moved");
  if (c.ids && std::any_of(kept.uploads->uploads.begin(), kept.uploads->uploads.end(),
                           [&](const upload& u) { return u.id == c.ids->upload; }))
    return is_void(errc::conflict, "the upload is known already");
  return check_run(f, f.state.accounts.at(of.account), kept.numbers, c.run);
}

// Recipients from `first` on were registered at `at_s`; those before them, too, where that is the same
// second.
void note_registration(campaign& of, std::uint32_t first, std::int64_t at_s) {
  if (of.registrations.empty() || of.registrations.back().at_s != at_s)
    of.registrations.push_back({first, at_s});
}

}  // namespace

offer_outcome apply(folding& f, const change::add_recipients& c) {
  auto* const kept = find_campaign(f, c.campaign);
  if (kept == nullptr) return is_void(errc::not_found, "no such campaign");
  if (auto checked = check_recipients(f, *kept, c); !checked.taken) return checked;
  auto& changed = own(kept->of);
  const auto first = changed.recipients;
  changed.recipients += c.count;
  note_registration(changed, first, c.at_s.value_or(changed.created_s));
  ++changed.version;
  f.changed.campaigns.insert(changed.id);
  if (f.again && c.run.first_recipient != first)
    kept->moved.push_back({c.run.first_recipient, c.count, first});
  if (c.ids) {
    auto& uploads = own(kept->uploads);
    uploads.uploads.push_back({c.ids->upload, first, c.count, c.ids->position_chunks, c.ids->hash_chunks});
    uploads.indexes.push_back({c.ids->upload, c.ids->hash_chunks, {c.ids->upload}});
  }
  auto run = c.run;
  run.campaign = c.campaign;
  run.first_recipient = first;
  give_run(f, *kept, run);
  return taken(first);
}

offer_outcome apply(folding& f, const change::merge_indexes& c) {
  auto* const kept = find_campaign(f, c.campaign);
  if (kept == nullptr) return is_void(errc::not_found, "no such campaign");
  const std::unordered_set<upload_id> covers(c.covers.begin(), c.covers.end());
  std::size_t covered = 0;
  for (const auto& index : kept->uploads->indexes) {
    const auto inside = std::count_if(index.covers.begin(), index.covers.end(),
                                      [&](upload_id id) { return covers.contains(id); });
    if (index.id == c.index) return is_void(errc::conflict, "the index is known already");
    if (inside != 0 && static_cast<std::size_t>(inside) != index.covers.size())
      return is_void(errc::conflict, "another merge came in between");
    covered += static_cast<std::size_t>(inside);
  }
  if (covers.empty() || covered != covers.size() || covers.size() != c.covers.size())
    return is_void(errc::invalid, "an upload is unknown or named twice");
  auto& uploads = own(kept->uploads);
  std::erase_if(uploads.indexes, [&](const recipient_index& i) { return covers.contains(i.covers.front()); });
  uploads.indexes.push_back({c.index, c.hash_chunks, c.covers});
  f.changed.campaigns.insert(c.campaign);
  return taken();
}

}  // namespace waypost::fold_rules
