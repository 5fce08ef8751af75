#include "attribution/ledger/chunk_refresh.hpp"

#include <utility>

#include <waypost/block.hpp>

#include "attribution/redis/hash_pages.hpp"
#include "attribution/redis/keys.hpp"

namespace waypost {

namespace keys = redis::keys;

chunk_refresh::chunk_refresh(campaign_id campaign, std::uint32_t chunk, const chunk_versions& listed,
                             const chunk_sums& kept)
    : campaign_(campaign), chunk_(chunk), listed_(&listed) {
  const auto& had = kept.versions;
  const bool conversions = listed.conversions && listed.conversions != had.conversions;
  if (conversions) wanted_.push_back({part::conversions, keys::conversions(campaign, chunk)});
  if (listed.sent && (conversions || listed.sent != had.sent))
    wanted_.push_back({part::sent, keys::sent(campaign, chunk)});
  if (listed.first_click && (conversions || listed.first_click != had.first_click))
    wanted_.push_back({part::first_click, keys::first_click(campaign, chunk)});
  if (listed.delivered && listed.delivered != had.delivered)
    wanted_.push_back({part::delivered, keys::delivered(campaign, chunk)});
  if (listed.failed && listed.failed != had.failed)
    wanted_.push_back({part::failed, keys::failed(campaign, chunk)});
  if (listed.clicked != had.clicked) want_bitmaps();
}

// All of them, since a recipient who clicked on a second device is no second clicker.
void chunk_refresh::want_bitmaps() {
  for (const auto& bitmap : listed_->clicked)
    wanted_.push_back({part::clicked,
                       keys::clicked(campaign_, bitmap.link, bitmap.on, chunk_),
                       {bitmap.link, bitmap.on, {}}});
}

std::size_t chunk_refresh::bytes() const noexcept {
  std::size_t bytes = 0;
  for (const auto& asked : wanted_) {
    if (asked.what == part::clicked)
      bytes += recipients_per_chunk / 8;
    else if (asked.what == part::failed)
      bytes += recipients_per_chunk * failure::bytes;
    else
      bytes += recipients_per_chunk * sizeof(fact_time);
  }
  return bytes;
}

std::vector<redis::command> chunk_refresh::commands() const {
  std::vector<redis::command> commands;
  for (const auto& asked : wanted_)
    commands.push_back(asked.what == part::conversions ? redis::first_page_of(asked.key)
                                                       : redis::command{"GET", asked.key});
  return commands;
}

const std::string* chunk_refresh::conversions_key() const noexcept {
  const bool moved = !wanted_.empty() && wanted_.front().what == part::conversions;
  return moved ? &wanted_.front().key : nullptr;
}

result<void> chunk_refresh::take(std::span<const redis::reply> replies, conversion_facts conversions,
                                 const conversion_terms& terms, chunk_sums& sums, fact_alarms& alarms) const {
  if (replies.size() != wanted_.size()) return errc::redis_protocol;
  if (conversions_key() != nullptr) {
    sums.outcome_known = false;
    sums.conversions = std::move(conversions);
  }
  std::vector<clicked_bitmap> bitmaps;
  for (std::size_t i = 0; i < wanted_.size(); ++i) {
    const auto& asked = wanted_[i];
    const auto& reply = replies[i];
    if (reply.is_error()) return redis::error_of(reply.text);
    if (asked.what == part::conversions) {
      if (redis::is_empty_page(reply)) alarms.missing(campaign_, asked.key);
      continue;
    }
    if (reply.text.empty()) alarms.missing(campaign_, asked.key);
    if (asked.what == part::clicked) bitmaps.push_back({asked.bitmap.link, asked.bitmap.on, reply.text});
    const auto taken = take_one(asked, reply, terms, sums);
    if (taken) continue;
    alarms.corrupt(campaign_, asked.key);
    return taken;
  }
  if (!bitmaps.empty()) {
    auto clicked = sum_clicks(bitmaps);
    if (!clicked) return clicked.error();
    sums.clicked = std::move(*clicked);
  }
  sums.versions = *listed_;
  return {};
}

result<void> chunk_refresh::take_one(const wanted& asked, const redis::reply& reply,
                                     const conversion_terms& terms, chunk_sums& sums) const {
  if (asked.what == part::clicked)
    return reply.text.size() > recipients_per_chunk / 8 ? result<void>(errc::corrupt) : result<void>();
  if (asked.what == part::failed) {
    const auto failures = failures_of(reply.text);
    if (!failures) return failures.error();
    sums.failed = sum_failures(*failures, terms.created_s);
    return {};
  }
  sums.outcome_known = false;
  const auto times = times_of(reply.text);
  if (!times) return times.error();
  if (asked.what == part::sent) {
    note_sent(sums.conversions, *times);
    if (sums.versions.sent != listed_->sent) sums.sent = sum_times(*times, terms.created_s);
  } else if (asked.what == part::first_click) {
    note_first_clicks(sums.conversions, *times);
    if (sums.versions.first_click != listed_->first_click)
      sums.first_click = sum_times(*times, terms.created_s);
  } else {
    sums.delivered = sum_times(*times, terms.created_s);
  }
  return {};
}

}  // namespace waypost
