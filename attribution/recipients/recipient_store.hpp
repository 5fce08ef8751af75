#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <waypost/ids.hpp>
#include <waypost/task.hpp>

#include "attribution/recipients/staged_name.hpp"
#include "attribution/redis/connection.hpp"
#include "attribution/registry/change.hpp"
#include "attribution/registry/state.hpp"

namespace waypost {

// What the registry knows of a name in the staging hash.
enum class standing : std::uint8_t {
  unknown,   // nothing: staged only, or superseded by a later index
  ids_only,  // its ids are live, its index was superseded
  live,      // its index, and its ids where it has any
};

// Judges by the folded registry.
standing standing_of(const registry_state& state, campaign_id campaign, upload_id upload);

// The recipients' own ids, in Redis, in immutable chunks: position -> id for what goes out, id -> position
// for what comes in. Chunks never change once they are live, so they are cached by name. One thread; the API
// and the drain have one each, on their own connections.
class recipient_store {
 public:
  static constexpr std::size_t default_cache_bytes = std::size_t{64} << 20;

  explicit recipient_store(redis::connection& redis, std::size_t cache_bytes = default_cache_bytes);
  ~recipient_store();

  // For each id its position, or nothing where the campaign has no such recipient. In order of `ids`.
  // errc::corrupt where a chunk is missing or damaged.
  task<std::vector<std::optional<std::uint32_t>>> find(campaign_id campaign, const recipient_uploads& in,
                                                       std::span<const std::string_view> ids);

  // The ids of positions first … first + count - 1; empty strings for recipients without an id.
  task<std::vector<std::string>> ids_of(campaign_id campaign, const recipient_uploads& in,
                                        std::uint32_t first, std::uint32_t count);

  // Writes the rows under keys of their own and answers when they are on Redis' disk. They are not live
  // before an add_recipients entry names them; what never becomes live is swept. The ids are distinct, 1 to
  // 255 bytes each; errc::quota_exceeded where they were made to share their hashes.
  task<change::add_recipients::rows> stage(campaign_id campaign, std::span<const std::string_view> ids);

  // Writes one index that covers those of `covers`; live with a merge_indexes entry.
  task<change::merge_indexes> stage_merged(campaign_id campaign, const recipient_uploads& in,
                                           std::span<const upload_id> covers);

  // Takes a name that has become live out of the staging hash.
  task<void> settle(campaign_id campaign, upload_id upload);

  // Puts indexes that a live one has superseded into the staging hash, so that their chunks are swept once
  // nobody can be reading them any more.
  task<void> supersede(campaign_id campaign, const recipient_uploads& in,
                       std::span<const recipient_index> superseded);

  // Goes through the staging hash: takes out what is live, and deletes what is not and is `old`, in bounded
  // batches. How many uploads or indexes were deleted. `judge` must know everything that was registered up to
  // now; `old` is asked about every name that is not live.
  task<std::size_t> sweep(std::function<standing(campaign_id, upload_id)> judge,
                          std::function<bool(const staged_name&)> old);

 private:
  struct impl;
  std::unique_ptr<impl> impl_;
};

}  // namespace waypost
