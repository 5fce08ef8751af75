#pragma once

#include <span>
#include <string>

#include <waypost/task.hpp>

#include "attribution/redis/connection.hpp"

namespace waypost::redis {

// A Lua script and the digest by which Redis knows it. Immutable: may be shared by threads.
//
// Nothing is retried here: a call that fails with errc::redis_noscript (Redis was restarted or flushed its
// scripts) is the caller's to begin anew after load().
class script {
 public:
  explicit script(std::string lua);

  // 40 lower-case hexadecimal digits.
  const std::string& sha1() const noexcept { return sha1_; }

  // EVALSHA with these keys and arguments; further arguments may be added to it.
  command evalsha(std::span<const std::string> keys, std::span<const std::string> arguments = {}) const;

  // Makes Redis know it, until Redis ends. redis_error where it does not compile.
  task<void> load(connection& redis) const;

 private:
  std::string lua_;
  std::string sha1_;
};

}  // namespace waypost::redis
