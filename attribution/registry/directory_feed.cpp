#include "attribution/registry/directory_feed.hpp"

#include <utility>

namespace waypost {

directory_feed::directory_feed(directory& into, answer_preparer prepare)
    : into_(into), prepare_(std::move(prepare)) {}

std::shared_ptr<const campaign_view> directory_feed::view_of(const campaign_state& c) {
  const auto before = views_.find(c.of->id);
  const auto* old = before == views_.end() ? nullptr : before->second.get();
  auto view = std::make_shared<campaign_view>();
  view->of = c.of;
  view->recipients = c.uploads;
  view->links.reserve(c.of->links.size());
  for (std::size_t i = 0; i < c.of->links.size(); ++i) {
    const auto& l = c.of->links[i];
    const bool same = old != nullptr && i < old->of->links.size() && old->of->links[i].url == l.url &&
                      old->of->links[i].paused == l.paused;
    view->links.push_back(same ? old->links[i]
                               : std::make_shared<const link_target>(link_target{
                                     is_empty_place(l) ? std::string() : prepare_(l.url), l.paused}));
  }
  if (c.of->fallback_url) {
    const bool same = old != nullptr && old->of->fallback_url == c.of->fallback_url;
    view->fallback =
        same ? old->fallback
             : std::make_shared<const link_target>(link_target{prepare_(*c.of->fallback_url), false});
  }
  views_[c.of->id] = view;
  return view;
}

void directory_feed::put(const registry_state& state, const touched& t) {
  for (const auto id : t.campaigns) into_.put(view_of(state.campaigns.at(id)));
  for (const auto& run : t.runs) into_.put(run);
  for (const auto& a : t.aliases) into_.put_alias(a.domain, a.text, a.number);
}

void directory_feed::replace(const registry_state& state) {
  directory fresh;
  std::erase_if(views_, [&](const auto& known) { return !state.campaigns.contains(known.first); });
  for (const auto& [id, c] : state.campaigns) fresh.put(view_of(c));
  for (const auto& [length, runs] : state.runs)
    for (const auto& [first, run] : runs) fresh.put(run);
  for (const auto& [name, place] : state.aliases)
    fresh.put_alias(name.first, name.second, shared_number(state.campaigns.at(place.first), place.second));
  into_.replace_with(std::move(fresh));
}

}  // namespace waypost
