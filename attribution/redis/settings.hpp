#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <waypost/task.hpp>

#include "attribution/redis/connection.hpp"

namespace waypost::redis {

// When Redis syncs its append-only file. What it would not tell counts as everysec.
enum class fsync_mode : std::uint8_t { always, everysec, never };

// What a Redis says about itself, and what of it would lose data.
struct server_settings {
  std::string version;  // "7.0.15"; of a Valkey, the Redis version it stands for
  bool valkey = false;
  std::string run_id;
  fsync_mode fsync = fsync_mode::everysec;
  std::vector<std::string> problems;   // each names the setting, its value, and what to set
  std::vector<std::string> unchecked;  // settings that Redis would not tell (CONFIG is forbidden)
};

// Asks a connected Redis for its version and for the settings that no click may be entrusted without: version
// 7.0 or later, appendonly yes, appendfsync not no, maxmemory-policy noeviction, no-appendfsync-on-rewrite
// no. Fails only where Redis cannot be asked; whether `problems` stop the start is the caller's to decide.
task<server_settings> check_settings(connection& redis);

}  // namespace waypost::redis
