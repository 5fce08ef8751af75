#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace waypost {

// Lets one writer take things away from under readers that never wait: what the writer has made unreachable
// is kept until no reader is pinned that might have seen it.
//
// Time is counted in epochs, one more with each thing retired. A reader publishes the epoch at which it
// pinned; a thing retired in epoch e can be held only by who is pinned since e or earlier.
class epochs {
 public:
  // One thread's sign that it is reading. On a cache line of its own, since it is written with every look-up.
  class alignas(64) pin_slot {
   public:
    // Reader's thread; not nested.
    void pin(const epochs& of) noexcept {
      // Release, so that the writer, once it reads this, also has behind it all that the last pin read.
      since_.store(of.now_.load(std::memory_order_acquire), std::memory_order_release);
      // Either the writer sees this pin or the reader sees what the writer did before it looked.
      std::atomic_thread_fence(std::memory_order_seq_cst);
    }
    void unpin() noexcept { since_.store(unpinned, std::memory_order_release); }

   private:
    friend class epochs;
    static constexpr std::uint64_t unpinned = 0;
    std::atomic<std::uint64_t> since_{unpinned};
  };

  epochs() = default;
  epochs(const epochs&) = delete;
  epochs& operator=(const epochs&) = delete;

  // Any thread, cold: both take a lock.
  pin_slot* join();
  void leave(pin_slot* slot);

  // Writer's thread: keeps `gone`, which no reader can reach any more, as long as one might hold it.
  void retire(std::shared_ptr<const void> gone);
  // Writer's thread: frees what nobody can hold any more.
  void collect();
  // Writer's thread: how many retired things are still kept.
  std::size_t kept() const noexcept { return retired_.size(); }

 private:
  std::uint64_t oldest_pin();

  std::atomic<std::uint64_t> now_{1};
  std::deque<std::pair<std::uint64_t, std::shared_ptr<const void>>> retired_;  // by epoch
  std::mutex mutex_;                                                           // guards slots_
  std::vector<std::unique_ptr<pin_slot>> slots_;
};

}  // namespace waypost
