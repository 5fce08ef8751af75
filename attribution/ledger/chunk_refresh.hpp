#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <waypost/errors.hpp>
#include <waypost/ids.hpp>

#include "attribution/ledger/chunk_sums.hpp"
#include "attribution/ledger/conversion_terms.hpp"
#include "attribution/ledger/fact_alarms.hpp"
#include "attribution/ledger/ledger_contents.hpp"
#include "attribution/redis/command.hpp"
#include "attribution/redis/reply.hpp"

namespace waypost {

// Brings one chunk's sums up to the versions its ledger lists, by as few of the chunk's keys as will do:
// those whose versions have moved, and for new conversions also when their recipients were sent the message
// and clicked first. Knows no connection.
class chunk_refresh {
 public:
  // `listed` must outlive it.
  chunk_refresh(campaign_id campaign, std::uint32_t chunk, const chunk_versions& listed,
                const chunk_sums& kept);

  std::uint32_t chunk() const noexcept { return chunk_; }
  bool nothing_moved() const noexcept { return wanted_.empty(); }

  // What the replies may bring, roughly.
  std::size_t bytes() const noexcept;

  // One for each reply.
  std::vector<redis::command> commands() const;

  // The hash of conversions, where they have moved: the first reply is its first page.
  const std::string* conversions_key() const noexcept;

  // Takes the replies into the sums, and the conversions, where they have moved, as they were read from their
  // first page on. Told of what is missing, which counts as empty, and of what makes no sense: errc::corrupt,
  // and the sums are worth nothing any more.
  result<void> take(std::span<const redis::reply> replies, conversion_facts conversions,
                    const conversion_terms& terms, chunk_sums& sums, fact_alarms& alarms) const;

 private:
  enum class part : std::uint8_t { conversions, sent, delivered, first_click, failed, clicked };
  struct wanted {
    part what = part::sent;
    std::string key;
    clicked_bitmap bitmap{};  // of clicked
  };

  void want_bitmaps();
  result<void> take_one(const wanted& asked, const redis::reply& reply, const conversion_terms& terms,
                        chunk_sums& sums) const;

  campaign_id campaign_;
  std::uint32_t chunk_;
  const chunk_versions* listed_;
  std::vector<wanted> wanted_;  // conversions before the times that belong to them
};

}  // namespace waypost
