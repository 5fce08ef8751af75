#pragma once

#include <filesystem>
#include <string>
#include <sys/types.h>

namespace waypost::redis {

// What a look at a Redis' Unix socket found.
struct probe_result {
  pid_t pid = 0;        // of the process that listens there, of our own user; 0: nobody does
  bool loaded = false;  // it answered PING, or asked for a password: its data is there
};

// Connects, asks who listens, and sends PING; waits for the answer a short while at the most. For threads
// without an io_context.
probe_result probe(const std::filesystem::path& socket);

}  // namespace waypost::redis
