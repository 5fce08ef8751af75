#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <unordered_map>

#include "attribution/directory/directory.hpp"
#include "attribution/ledger/attribution.hpp"
#include "attribution/registry/state.hpp"

namespace waypost {

// Finds events' campaigns in the directory, by a reader of its own. The drain's thread.
class directory_attributor final : public attributor {
 public:
  explicit directory_attributor(const directory& campaigns) : reader_(campaigns) {}

  std::optional<attribution> find(const event& e) override;

  // How many recipients the campaigns of each account have together. Goes through all campaigns.
  std::unordered_map<account_id, std::uint64_t> recipients_by_account();

  // How many recipients the campaign has; 0 where it is not known.
  std::uint32_t recipients_of(campaign_id campaign);

  // The recipient that the campaign's personal code was made for; nothing where it has no such code.
  std::optional<std::uint32_t> recipient_of(campaign_id campaign, code_number code);

  // The campaign's uploads of recipients with ids; null where it has none or is not known.
  std::shared_ptr<const recipient_uploads> uploads_of(campaign_id campaign);

 private:
  directory::reader reader_;
};

}  // namespace waypost
