#pragma once

#include <atomic>
#include <cstdint>

namespace waypost {

// A number that one thread counts up and others look at. Cheaper than a locked addition.
class thread_counter {
 public:
  void add(std::uint64_t n) noexcept {
    value_.store(value_.load(std::memory_order_relaxed) + n, std::memory_order_relaxed);
  }
  void take(std::uint64_t n) noexcept {
    value_.store(value_.load(std::memory_order_relaxed) - n, std::memory_order_relaxed);
  }
  std::uint64_t value() const noexcept { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> value_{0};
};

// What one redirect thread has done. On cache lines of its own, so that no thread slows another by counting.
struct alignas(64) redirect_counters {
  thread_counter redirects;  // 302 to a link's destination
  thread_counter fallbacks;  // 302 to a campaign's fallback URL
  thread_counter misses;     // 404
  thread_counter limited;    // 429
  thread_counter refused;    // 400, 405, 431
  thread_counter accepted;   // connections, all
  thread_counter open;       // connections, now
  thread_counter catch_ups;  // misses that waited
};

// The same, added up over the threads at one moment.
struct redirect_totals {
  std::uint64_t redirects = 0;
  std::uint64_t fallbacks = 0;
  std::uint64_t misses = 0;
  std::uint64_t limited = 0;
  std::uint64_t refused = 0;
  std::uint64_t accepted = 0;
  std::uint64_t open = 0;
  std::uint64_t catch_ups = 0;
};

inline void add_to(redirect_totals& sum, const redirect_counters& of) noexcept {
  sum.redirects += of.redirects.value();
  sum.fallbacks += of.fallbacks.value();
  sum.misses += of.misses.value();
  sum.limited += of.limited.value();
  sum.refused += of.refused.value();
  sum.accepted += of.accepted.value();
  sum.open += of.open.value();
  sum.catch_ups += of.catch_ups.value();
}

}  // namespace waypost
