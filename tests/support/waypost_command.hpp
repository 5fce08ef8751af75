#pragma once

#include <string>
#include <vector>

namespace waypost::test {

// What a command printed, on both outputs, and how it ended.
struct command_outcome {
  int code = -1;
  std::string output;
};

// Runs `waypost ARGUMENT…` to its end, with further environment variables ("NAME=value").
command_outcome run_waypost(std::vector<std::string> arguments, std::vector<std::string> environment = {});

}  // namespace waypost::test
