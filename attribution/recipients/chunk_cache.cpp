#include "attribution/recipients/chunk_cache.hpp"

#include <utility>

namespace waypost {

std::size_t chunk_cache::cost(const entry& e) noexcept {
  // About what list, map and string need beside the bytes.
  return e.bytes->size() + sizeof(entry) + 128;
}

chunk_bytes chunk_cache::find(const chunk_name& name) {
  const auto found = by_name_.find(name);
  if (found == by_name_.end()) return nullptr;
  by_use_.splice(by_use_.begin(), by_use_, found->second);
  return found->second->bytes;
}

void chunk_cache::keep(const chunk_name& name, chunk_bytes bytes) {
  entry added{name, std::move(bytes)};
  const auto needed = cost(added);
  if (needed > most_bytes_ || by_name_.contains(name)) return;
  while (bytes_ + needed > most_bytes_) {
    bytes_ -= cost(by_use_.back());
    by_name_.erase(by_use_.back().name);
    by_use_.pop_back();
  }
  by_use_.push_front(std::move(added));
  by_name_.emplace(name, by_use_.begin());
  bytes_ += needed;
}

}  // namespace waypost
