#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <unordered_map>

#include "attribution/directory/alias_index.hpp"
#include "attribution/directory/directory.hpp"
#include "attribution/directory/growing_table.hpp"
#include "attribution/directory/known_campaign.hpp"
#include "attribution/directory/run_index.hpp"

namespace waypost {

// Everything a directory knows, replaced as one by directory::replace_with().
struct directory_tables {
  static std::uint64_t key(campaign_id id) noexcept { return static_cast<std::uint64_t>(id) + 1; }

  growing_table<known_campaign> campaigns;
  run_index runs;
  alias_index aliases;
  std::unordered_map<campaign_id, std::shared_ptr<known_campaign>> owned;  // the writer's
};

// What the directory and its readers share.
struct directory::shared_state {
  epochs readers;
  std::unique_ptr<directory_tables> owned = std::make_unique<directory_tables>();
  std::atomic<const directory_tables*> current{owned.get()};
};

}  // namespace waypost
