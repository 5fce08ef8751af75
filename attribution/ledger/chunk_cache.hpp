#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>

#include <waypost/ids.hpp>

#include "attribution/ledger/chunk_sums.hpp"

namespace waypost {

// What was summed up from a campaign's chunks, each under the versions it was read at: what no step has
// touched since need not be read again. Versions are random, so one is never met again with other contents.
struct campaign_sums {
  struct clicked {
    std::string versions;  // of all the chunk's bitmaps
    clickers sums;
  };
  struct counted {
    std::string version;
    std::uint64_t sum = 0;
  };

  std::map<std::uint32_t, clicked> clicks;  // by chunk
  std::map<std::uint32_t, counted> sent;    // by chunk
  counted sent_counts;
};

// The sums of the campaigns that were asked for lately. Bounded. One thread, the API's.
class chunk_cache {
 public:
  explicit chunk_cache(std::size_t most_campaigns) : most_(most_campaigns) {}

  // The campaign's sums as last kept, empty for one that is new here.
  campaign_sums take(campaign_id campaign);
  void keep(campaign_id campaign, campaign_sums sums);

 private:
  struct kept {
    campaign_sums sums;
    std::uint64_t used = 0;
  };

  void forget_oldest();

  std::size_t most_;
  std::uint64_t uses_ = 0;
  std::unordered_map<campaign_id, kept> kept_;
};

}  // namespace waypost
