#pragma once

#include <chrono>
#include <cstdint>
#include <functional>

namespace waypost {

// Tells the time of day: milliseconds since 1970. Given to whoever needs it, so that a test can say what time
// it is.
using wall_clock = std::function<std::int64_t()>;

// The system's.
inline std::int64_t system_time_ms() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

}  // namespace waypost
