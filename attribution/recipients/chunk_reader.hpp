#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <waypost/ids.hpp>
#include <waypost/task.hpp>

#include "attribution/recipients/chunk_cache.hpp"
#include "attribution/recipients/chunk_frame.hpp"
#include "attribution/redis/connection.hpp"

namespace waypost {

// How many chunks are asked for, or written, at once.
inline constexpr std::size_t chunks_per_batch = 64;

// A chunk whose frame was checked, with the bytes it borrows from.
struct checked_chunk {
  chunk_bytes bytes;
  chunk_content content;
};

// Fetches chunks from Redis, by pipelined GETs, or from the cache. Owned by a recipient_store, on its thread.
class chunk_reader {
 public:
  chunk_reader(redis::connection& redis, std::size_t cache_bytes) : redis_(redis), cache_(cache_bytes) {}

  // The chunks in the order of `names`, at most chunks_per_batch of them. With `keep`, they stay in the
  // cache: not where somebody walks through all of them. errc::corrupt where one is missing or damaged.
  task<std::vector<checked_chunk>> read(campaign_id campaign, std::span<const chunk_name> names, bool keep);

 private:
  redis::connection& redis_;
  chunk_cache cache_;
};

}  // namespace waypost
