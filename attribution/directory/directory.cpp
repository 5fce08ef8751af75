#include "attribution/directory/directory.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "attribution/directory/tables.hpp"

namespace waypost {

directory::directory() : state_(std::make_unique<shared_state>()) {}

directory::~directory() = default;

void directory::put(std::shared_ptr<const campaign_view> view) {
  if (!view || !view->of) throw std::invalid_argument("directory: a view without a campaign");
  directory_tables& tables = *state_->owned;
  const campaign_id id = view->of->id;
  const auto [at, is_new] = tables.owned.try_emplace(id);
  if (is_new) at->second = std::make_shared<known_campaign>();
  known_campaign& known = *at->second;
  auto old = std::exchange(known.held, std::move(view));
  known.view.store(known.held.get(), std::memory_order_release);
  if (is_new) tables.campaigns.insert(tables.key(id), &known, state_->readers);
  if (old) state_->readers.retire(std::move(old));
  reclaim();
}

void directory::put(const block& run) {
  directory_tables& tables = *state_->owned;
  const run_place at = place_of(run);
  const auto campaign = tables.owned.find(run.campaign);
  if (campaign == tables.owned.end()) throw std::logic_error("directory: a block of an unknown campaign");
  if (tables.runs.lies_in_known(at)) throw std::logic_error("directory: overlapping blocks");
  campaign->second->runs.push_back(at);
  tables.runs.insert(run, campaign->second.get(), state_->readers);
  reclaim();
}

void directory::put_alias(std::uint32_t domain, std::string_view alias, code_number number) {
  directory_tables& tables = *state_->owned;
  const auto leads_to = tables.runs.find(number);
  if (!leads_to) throw std::logic_error("directory: an alias of a number that leads nowhere");
  const known_alias* const old = tables.aliases.find(domain, alias);
  // The new one first, so that a reader always finds one of the two.
  leads_to->campaign->aliases.push_back(
      tables.aliases.insert(domain, alias, number, leads_to->campaign, state_->readers));
  if (old != nullptr) {
    auto& owner = old->campaign->aliases;
    const auto at = std::find_if(owner.begin(), owner.end(), [&](const auto& a) { return a.get() == old; });
    tables.aliases.remove(*old);
    state_->readers.retire(std::move(*at));
    owner.erase(at);
  }
  reclaim();
}

void directory::erase(campaign_id id) {
  directory_tables& tables = *state_->owned;
  const auto at = tables.owned.find(id);
  if (at == tables.owned.end()) return;
  std::shared_ptr<known_campaign> gone = std::move(at->second);
  tables.owned.erase(at);
  for (const auto& alias : gone->aliases) tables.aliases.remove(*alias);
  for (const run_place& run : gone->runs) tables.runs.remove(run, gone.get());
  tables.campaigns.remove(tables.key(id), gone.get());
  state_->readers.retire(std::move(gone));
  reclaim();
}

void directory::replace_with(directory&& other) {
  auto old =
      std::exchange(state_->owned, std::exchange(other.state_->owned, std::make_unique<directory_tables>()));
  other.state_->current.store(other.state_->owned.get(), std::memory_order_release);
  state_->current.store(state_->owned.get(), std::memory_order_release);
  state_->readers.retire(std::shared_ptr<const directory_tables>(std::move(old)));
  reclaim();
}

void directory::reclaim() { state_->readers.collect(); }

std::size_t directory::unreclaimed() const noexcept { return state_->readers.kept(); }

}  // namespace waypost
