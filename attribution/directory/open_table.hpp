#pragma once

#include <atomic>
#include <bit>
#include <cstdint>
#include <memory>
#include <type_traits>

namespace waypost {

struct no_detail {};

// A hash table by open addressing of a fixed size, from 64-bit keys to nodes owned elsewhere, with a detail
// beside each that never changes. One thread writes; any number read meanwhile, wait-free: an entry is
// written once, published by its key, and never used for anything else; removing takes its node away.
template <class Node, class Detail = no_detail>
class open_table {
 public:
  // Aligned so that no entry lies across two cache lines.
  struct alignas(std::is_empty_v<Detail> ? 16 : 32) entry {
    std::atomic<std::uint64_t> key{0};  // 0 where nothing was ever put
    std::atomic<Node*> node{nullptr};   // null once removed
    [[no_unique_address]] Detail detail{};
  };

  // `entries`: a power of two.
  explicit open_table(std::size_t entries)
      : entries_(std::make_unique<entry[]>(entries)),
        mask_(entries - 1),
        shift_(static_cast<unsigned>(std::countl_zero(mask_))) {}

  // Any thread: calls `accept(detail, node)` with what is at `key` (not 0) until it returns true.
  template <class Accept>
  bool find(std::uint64_t key, Accept&& accept) const {
    for (std::size_t at = home(key);; at = (at + 1) & mask_) {
      const entry& seen = entries_[at];
      const std::uint64_t there = seen.key.load(std::memory_order_acquire);
      if (there == 0) return false;
      if (there != key) continue;
      Node* const node = seen.node.load(std::memory_order_acquire);
      if (node != nullptr && accept(seen.detail, *node)) return true;
    }
  }

  // Any thread: fetches what find(key) will look at first.
  void prefetch(std::uint64_t key) const noexcept { __builtin_prefetch(&entries_[home(key)]); }

  // Writer: whether one more fits. Beyond 5/8 full, the search for what is not there gets long.
  bool has_room() const noexcept { return (used_ + 1) * 8 <= (mask_ + 1) * 5; }

  // Writer. Only where has_room().
  void insert(std::uint64_t key, Node* node, const Detail& detail = {}) noexcept {
    std::size_t at = home(key);
    while (entries_[at].key.load(std::memory_order_relaxed) != 0) at = (at + 1) & mask_;
    entries_[at].detail = detail;
    entries_[at].node.store(node, std::memory_order_relaxed);
    entries_[at].key.store(key, std::memory_order_release);
    ++used_;
    ++live_;
  }

  // Writer.
  void remove(std::uint64_t key, const Node* node) noexcept {
    for (std::size_t at = home(key); entries_[at].key.load(std::memory_order_relaxed) != 0;
         at = (at + 1) & mask_) {
      if (entries_[at].key.load(std::memory_order_relaxed) != key) continue;
      if (entries_[at].node.load(std::memory_order_relaxed) != node) continue;
      entries_[at].node.store(nullptr, std::memory_order_release);
      --live_;
      return;
    }
  }

  // Any thread: calls `visit(key, node, detail)` with all that is there.
  template <class Visit>
  void each(Visit&& visit) const {
    for (std::size_t at = 0; at <= mask_; ++at) {
      const std::uint64_t key = entries_[at].key.load(std::memory_order_acquire);
      if (key == 0) continue;
      if (Node* const node = entries_[at].node.load(std::memory_order_acquire); node != nullptr)
        visit(key, node, entries_[at].detail);
    }
  }

  // Writer.
  std::size_t size() const noexcept { return live_; }

 private:
  // The top bits of a product with 2^64 / golden ratio: numbers counted up spread out.
  std::size_t home(std::uint64_t key) const noexcept { return (key * 0x9e3779b97f4a7c15) >> shift_; }

  std::unique_ptr<entry[]> entries_;
  std::size_t mask_;
  unsigned shift_;
  std::size_t used_ = 0;  // with the removed ones
  std::size_t live_ = 0;
};

}  // namespace waypost
