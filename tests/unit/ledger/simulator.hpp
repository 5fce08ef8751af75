#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "tests/unit/ledger/simulated_redis.hpp"

namespace waypost::test {

// Plays one schedule, all of it drawn from `seed`: clicks and reports arrive while servers read and step,
// calls are lost, late and repeated, Redis loses tails, servers are killed and started, two of them drain the
// same journals. Then the faults end and what is left is applied. Answers what is wrong with the outcome;
// nothing where every click and every report counts exactly once and every fact is there.
std::optional<std::string> play_schedule(std::uint32_t seed, protocol rules);

}  // namespace waypost::test
