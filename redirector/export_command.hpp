#pragma once

#include "redirector/options.hpp"

namespace waypost {

// `waypost export clicks`: writes the clicks of a campaign to standard output, one line each, out of the data
// directory's journals, whether or not a server runs on it. Takes no lock and changes nothing. What is wrong
// or missing is said on standard error, and how far it is where that is a terminal. Answers the exit code: 0,
// or 1 where it failed; then the output is cut.
int run_export_command(const export_command_line& asked);

}  // namespace waypost
