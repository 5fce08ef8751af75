#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <waypost/block.hpp>
#include <waypost/code.hpp>

#include "attribution/directory/directory.hpp"

namespace waypost {

struct known_alias;

// Where a block's run is found: the size of the run is 2^exponent.
struct run_place {
  std::uint64_t first_number = 0;
  std::uint8_t length = 0;
  std::uint8_t exponent = 0;
};

// A campaign in the directory: what all its blocks point at, so that a newer version of it is one store.
// Readers see `view` only; the rest is the writer's.
struct known_campaign {
  std::atomic<const campaign_view*> view{nullptr};
  std::shared_ptr<const campaign_view> held;  // keeps view
  std::vector<run_place> runs;
  std::vector<std::shared_ptr<const known_alias>> aliases;
};

// An alias in the directory. Immutable.
struct known_alias {
  std::uint64_t key = 0;
  std::uint32_t domain = 0;
  std::string alias;
  code_number number;
  known_campaign* campaign = nullptr;
};

}  // namespace waypost
