#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <waypost/campaign.hpp>
#include <waypost/clock.hpp>
#include <waypost/ids.hpp>
#include <waypost/task.hpp>

#include "attribution/recipients/campaign_turns.hpp"
#include "attribution/recipients/recipient_store.hpp"
#include "attribution/registry/registry.hpp"

namespace waypost {

// Registers recipients, all or none of a call's: stages their ids, draws a block, offers the entry, and
// begins anew where somebody else's entry came in between. One thread, the API's.
class recipient_registrar {
 public:
  // `code_length`: of the codes in new blocks.
  recipient_registrar(registry& known, recipient_store& store, std::uint8_t code_length, wall_clock now)
      : registry_(known), store_(store), code_length_(code_length), now_(std::move(now)) {}

  // The position of each of these distinct ids; those that the campaign does not have yet are registered.
  // not_found, quota_exceeded, invalid (a campaign of single links or without links), conflict (others were
  // faster time and again: nothing was registered), redis_…: where the entry may have been appended, a
  // repeated call finds out.
  task<std::vector<std::uint32_t>> add(account_id account, campaign_id campaign,
                                       std::span<const std::string_view> ids);

  // Registers `count` recipients without ids. The first one's position. Errors as above.
  task<std::uint32_t> add(account_id account, campaign_id campaign, std::uint32_t count);

 private:
  // Rows that are staged, and which of the ids they hold.
  struct staged {
    change::add_recipients::rows rows;
    std::vector<std::uint32_t> which;
  };

  result<block> draw(const campaign& of, std::uint32_t recipients) const;
  task<void> stage(campaign_id campaign, std::span<const std::string_view> ids,
                   std::vector<std::uint32_t> which, std::optional<staged>& into);
  task<std::optional<std::uint32_t>> offer(const campaign& built_on, std::uint32_t count,
                                           std::optional<change::add_recipients::rows> rows);
  task<std::optional<std::vector<std::uint32_t>>> attempt(account_id account, campaign_id campaign,
                                                          std::span<const std::string_view> ids,
                                                          std::optional<staged>& kept);

  registry& registry_;
  recipient_store& store_;
  std::uint8_t code_length_;
  wall_clock now_;
  campaign_turns turns_;
};

}  // namespace waypost
