#include "attribution/directory/epochs.hpp"

#include <algorithm>
#include <limits>

namespace waypost {

epochs::pin_slot* epochs::join() {
  auto slot = std::make_unique<pin_slot>();
  const std::lock_guard lock(mutex_);
  return slots_.emplace_back(std::move(slot)).get();
}

void epochs::leave(pin_slot* slot) {
  const std::lock_guard lock(mutex_);
  std::erase_if(slots_, [&](const auto& held) { return held.get() == slot; });
}

void epochs::retire(std::shared_ptr<const void> gone) {
  const std::uint64_t now = now_.load(std::memory_order_relaxed);
  retired_.emplace_back(now, std::move(gone));
  // Who pins from here on reads the new epoch, and with it what was unlinked before.
  now_.store(now + 1, std::memory_order_release);
}

void epochs::collect() {
  if (retired_.empty()) return;
  const std::uint64_t oldest = oldest_pin();
  while (!retired_.empty() && retired_.front().first < oldest) retired_.pop_front();
}

std::uint64_t epochs::oldest_pin() {
  std::atomic_thread_fence(std::memory_order_seq_cst);  // the other half of pin()'s
  std::uint64_t oldest = std::numeric_limits<std::uint64_t>::max();
  const std::lock_guard lock(mutex_);
  for (const auto& slot : slots_) {
    const std::uint64_t since = slot->since_.load(std::memory_order_acquire);
    if (since != pin_slot::unpinned) oldest = std::min(oldest, since);
  }
  return oldest;
}

}  // namespace waypost
