#pragma once

#include "redirector/options.hpp"

namespace waypost {

// `waypost keys create|list|revoke`: works through the API of the server that runs on the data directory,
// with its admin.key, so that the change is registered like any other. Prints a new key alone on standard
// output, a list as one line a key, and what is wrong on standard error. Answers the exit code: 0, or 1 where
// it failed.
int run_keys_command(const keys_command_line& asked);

}  // namespace waypost
