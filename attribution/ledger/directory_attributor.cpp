#include "attribution/ledger/directory_attributor.hpp"

#include <waypost/callback.hpp>

#include "attribution/directory/pinned.hpp"

namespace waypost {

std::optional<attribution> directory_attributor::find(const event& e) {
  const auto* reported = std::get_if<report>(&e.what);
  if (reported != nullptr && callback::is_text(reported->text))
    return attribution{.campaign = reported->campaign};
  const pinned hold(reader_);
  if (const auto* c = std::get_if<click>(&e.what)) {
    const auto place = reader_.find(c->code);
    if (!place) return std::nullopt;
    const auto& of = *place->campaign->of;
    return attribution{of.id,         of.created_s,  place->recipient, place->link,
                       place->shared, of.recipients, of.account};
  }
  const auto* view = reader_.find_campaign(reported->campaign);
  if (view == nullptr) return std::nullopt;
  return attribution{.campaign = view->of->id,
                     .created_s = view->of->created_s,
                     .recipients = view->of->recipients,
                     .account = view->of->account};
}

std::unordered_map<account_id, std::uint64_t> directory_attributor::recipients_by_account() {
  const pinned hold(reader_);
  return reader_.recipients_by_account();
}

std::uint32_t directory_attributor::recipients_of(campaign_id campaign) {
  const pinned hold(reader_);
  const auto* view = reader_.find_campaign(campaign);
  return view == nullptr ? 0 : view->of->recipients;
}

std::optional<std::uint32_t> directory_attributor::recipient_of(campaign_id campaign, code_number code) {
  const pinned hold(reader_);
  const auto place = reader_.find(code);
  if (!place || place->shared || place->campaign->of->id != campaign) return std::nullopt;
  return place->recipient;
}

std::shared_ptr<const recipient_uploads> directory_attributor::uploads_of(campaign_id campaign) {
  const pinned hold(reader_);
  const auto* view = reader_.find_campaign(campaign);
  return view == nullptr ? nullptr : std::static_pointer_cast<const recipient_uploads>(view->recipients);
}

}  // namespace waypost
