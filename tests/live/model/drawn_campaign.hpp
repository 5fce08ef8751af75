#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <waypost/block.hpp>
#include <waypost/campaign.hpp>
#include <waypost/code.hpp>

#include "tests/live/model/dice.hpp"

namespace waypost::test {

// A campaign as it will be once all of its recipients are registered, upload by upload.
struct drawn_campaign {
  struct upload {
    std::uint32_t first_position = 0;
    std::uint32_t count = 0;
    bool named = true;  // the recipients have ids of the platform's own
    std::vector<block> runs;
  };

  campaign of;
  bool shared = false;
  std::vector<upload> uploads;

  // As it is while only its first uploads are registered.
  campaign after(std::size_t registered) const;
  std::uint32_t recipients_after(std::size_t registered) const;
  std::string id_of(std::uint32_t position) const { return "u" + std::to_string(position); }
  std::map<std::string, std::uint32_t> position_by_id() const;
  code_number code_of(std::uint32_t recipient, std::uint16_t link) const;
  std::optional<std::uint32_t> recipient_of(code_number code) const;
};

// Draws a campaign number `i`; takes its numbers from `next_number` on.
drawn_campaign draw_campaign(std::size_t i, dice& by, std::uint64_t& next_number);

}  // namespace waypost::test
