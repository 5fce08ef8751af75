#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <xxhash.h>

#include <waypost/ids.hpp>
#include <waypost/task.hpp>

#include "attribution/recipients/staged_name.hpp"
#include "attribution/redis/connection.hpp"

namespace waypost {

// Writes the chunks of one upload or index, in batches, and answers only when they are on Redis' disk. First
// of all it writes the upload's name into the staging hash, so that whatever becomes of it, it is swept or
// live. Lives for one staging.
class chunk_writer {
 public:
  chunk_writer(redis::connection& redis, const staged_name& name);

  task<void> begin();

  // The chunks by position first, then those by hash, each kind in order.
  task<void> write_by_position(std::uint32_t chunk, std::string bytes);
  task<void> write_by_hash(std::uint32_t chunk, std::string bytes);

  // Awaits the disk. XXH3-64 over all chunks in the order they were written. redis_unavailable where the
  // connection was made anew since begin(): what went before may be lost.
  task<std::uint64_t> finish();

 private:
  struct free_state {
    void operator()(XXH3_state_t* state) const noexcept { XXH3_freeState(state); }
  };

  task<void> write(std::string key, std::string bytes);
  task<void> send();

  redis::connection& redis_;
  staged_name name_;
  std::uint64_t generation_;
  std::unique_ptr<XXH3_state_t, free_state> checksum_;
  std::vector<redis::command> waiting_;
};

}  // namespace waypost
