#pragma once

#include "attribution/recipients/chunk_reader.hpp"
#include "attribution/recipients/recipient_store.hpp"

namespace waypost {

struct recipient_store::impl {
  impl(redis::connection& r, std::size_t cache_bytes) : redis(r), chunks(r, cache_bytes) {}

  redis::connection& redis;
  chunk_reader chunks;
};

}  // namespace waypost
