#include "attribution/directory/tables.hpp"

namespace waypost {

directory::reader::reader(const directory& of) : state_(*of.state_), slot_(state_.readers.join()) {}

directory::reader::~reader() { state_.readers.leave(slot_); }

void directory::reader::pin() noexcept { slot_->pin(state_.readers); }

void directory::reader::unpin() noexcept { slot_->unpin(); }

std::optional<place> directory::reader::find(code_number number) const noexcept {
  const auto found = state_.current.load(std::memory_order_acquire)->runs.find(number);
  if (!found) return std::nullopt;
  return place{found->campaign->view.load(std::memory_order_acquire), found->recipient, found->link,
               found->shared, number};
}

std::optional<place> directory::reader::find_alias(std::uint32_t domain,
                                                   std::string_view alias) const noexcept {
  const auto* const tables = state_.current.load(std::memory_order_acquire);
  const known_alias* const found = tables->aliases.find(domain, alias);
  if (found == nullptr) return std::nullopt;
  const auto leads_to = tables->runs.find(found->number);
  if (!leads_to) return std::nullopt;
  return place{leads_to->campaign->view.load(std::memory_order_acquire), leads_to->recipient, leads_to->link,
               leads_to->shared, found->number};
}

const campaign_view* directory::reader::find_campaign(campaign_id id) const noexcept {
  const campaign_view* view = nullptr;
  state_.current.load(std::memory_order_acquire)
      ->campaigns.find(directory_tables::key(id), [&](no_detail, const known_campaign& known) {
        view = known.view.load(std::memory_order_acquire);
        return true;
      });
  return view;
}

std::unordered_map<account_id, std::uint64_t> directory::reader::recipients_by_account() const {
  std::unordered_map<account_id, std::uint64_t> recipients;
  const auto* const campaigns = state_.current.load(std::memory_order_acquire)->campaigns.current();
  if (campaigns == nullptr) return recipients;
  campaigns->each([&](std::uint64_t, const known_campaign* known, no_detail) {
    const auto& of = *known->view.load(std::memory_order_acquire)->of;
    recipients[of.account] += of.recipients;
  });
  return recipients;
}

}  // namespace waypost
