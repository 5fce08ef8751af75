#pragma once

#include <span>
#include <vector>

#include <waypost/block.hpp>

#include "attribution/registry/state.hpp"

namespace waypost {

// The block of one link whose recipients came to lie elsewhere, as blocks that lead every number to the
// recipient it was handed out to: one where all moved alike (or none did), otherwise several, each an aligned
// run again. `run.links` must be 1.
std::vector<block> follow_moved(const block& run, std::span<const moved_positions> moved);

}  // namespace waypost
