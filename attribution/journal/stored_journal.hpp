#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>

#include <waypost/journal.hpp>

#include "attribution/journal/ring.hpp"
#include "attribution/journal/segment_list.hpp"

namespace waypost {

// All there is of one journal: its segments on disk and the ring behind them. Held by `journals`; the
// writer's and the drain's thread meet here.
struct stored_journal {
  journal_name name;
  segment_list segments;
  // Null for an earlier start's journal that is on disk whole.
  std::unique_ptr<ring> events;
  // Where an earlier start's ring lies that could not be carried to disk; empty once it is removed.
  std::filesystem::path left_ring;
  // Every event below it is in Redis, on its disk.
  std::atomic<std::uint64_t> drained{0};
  // Of an earlier start: nothing is ever appended.
  bool finished = false;
};

}  // namespace waypost
