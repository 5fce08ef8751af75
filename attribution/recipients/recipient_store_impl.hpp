#pragma once

#include <chrono>
#include <cstdint>

#include "attribution/recipients/chunk_reader.hpp"
#include "attribution/recipients/recipient_store.hpp"

namespace waypost {

struct recipient_store::impl {
  impl(redis::connection& r, std::size_t cache_bytes) : redis(r), chunks(r, cache_bytes) {}

  redis::connection& redis;
  chunk_reader chunks;
};

// Milliseconds since 1970.
inline std::int64_t now_ms() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

}  // namespace waypost
