#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <unordered_map>
#include <utility>

#include <waypost/ids.hpp>

#include "attribution/ledger/campaign_sums.hpp"

namespace waypost {

// The sums of the campaigns that were asked for lately, up to a number of bytes. One thread, the API's.
class sums_cache {
 public:
  explicit sums_cache(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  // Takes the campaign's sums out, as last kept; empty ones for one that is not here. Never null.
  std::unique_ptr<campaign_sums> take(campaign_id campaign);

  // Keeps the sums, and lets go of those used longest ago. Of a campaign larger than all the room only the
  // whole is kept, without the parts.
  void keep(campaign_id campaign, std::unique_ptr<campaign_sums> sums);

  std::size_t bytes() const noexcept { return bytes_; }
  std::size_t most_bytes() const noexcept { return most_bytes_; }

 private:
  struct kept {
    campaign_id campaign{};
    std::unique_ptr<campaign_sums> sums;
    std::size_t bytes = 0;
  };

  std::size_t most_bytes_;
  std::size_t bytes_ = 0;
  std::list<kept> by_use_;  // the one used last is in front
  std::unordered_map<campaign_id, std::list<kept>::iterator> by_campaign_;
};

}  // namespace waypost
