#pragma once

#include <algorithm>
#include <atomic>
#include <bit>
#include <cstdint>
#include <memory>
#include <utility>

#include "attribution/directory/epochs.hpp"
#include "attribution/directory/open_table.hpp"

namespace waypost {

// An open_table that is replaced by a larger one when it is full, while readers go on in the old one. Growing
// copies all entries on the writer's thread, 10 million in about a second.
template <class Node, class Detail = no_detail>
class growing_table {
 public:
  using table = open_table<Node, Detail>;

  // Any reader's thread, pinned: the table as it is now; null before the first insert().
  const table* current() const noexcept { return published_.load(std::memory_order_acquire); }

  template <class Accept>
  bool find(std::uint64_t key, Accept&& accept) const {
    const table* const now = current();
    return now != nullptr && now->find(key, std::forward<Accept>(accept));
  }

  // Writer.
  void insert(std::uint64_t key, Node* node, epochs& readers, const Detail& detail = {}) {
    if (!owned_ || !owned_->has_room()) grow(readers);
    owned_->insert(key, node, detail);
  }
  void remove(std::uint64_t key, const Node* node) noexcept {
    if (owned_) owned_->remove(key, node);
  }
  template <class Visit>
  void each(Visit&& visit) const {
    if (owned_) owned_->each(std::forward<Visit>(visit));
  }
  std::size_t size() const noexcept { return owned_ ? owned_->size() : 0; }

 private:
  static constexpr std::size_t fewest_entries = 16;

  void grow(epochs& readers) {
    // At most half full afterwards; a table full of removed entries is only swept.
    auto larger = std::make_unique<table>(std::max(fewest_entries, std::bit_ceil(2 * (size() + 1))));
    each([&](std::uint64_t key, Node* node, const Detail& detail) { larger->insert(key, node, detail); });
    std::unique_ptr<const table> old = std::exchange(owned_, std::move(larger));
    published_.store(owned_.get(), std::memory_order_release);
    if (old) readers.retire(std::move(old));
  }

  std::unique_ptr<table> owned_;
  std::atomic<const table*> published_{nullptr};
};

}  // namespace waypost
