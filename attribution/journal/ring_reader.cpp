#include "attribution/journal/ring_reader.hpp"

#include <algorithm>
#include <atomic>
#include <cstring>

#include "attribution/journal/ring_mapping.hpp"

namespace waypost {

ring_reader::ring_reader(const ring& of) noexcept : ring_(of.mapped_.get()) {
  // The number first: freed_bytes may only be further on then, which next() notices.
  at_.event = ring_->header->freed_events.load(std::memory_order_acquire);
  at_.byte = ring_->header->freed_bytes.load(std::memory_order_acquire);
}

void ring_reader::go_to_oldest() noexcept {
  at_.byte = std::max(at_.byte, ring_->header->freed_bytes.load(std::memory_order_acquire));
}

std::optional<record> ring_reader::record_here() noexcept {
  const std::size_t at = at_.byte % ring_->capacity;
  const std::size_t rest = ring_->capacity - at;
  copy_out_of_ring(bytes_.data(), ring_->data + at, sizeof(record_header));
  std::size_t length = claimed_length({bytes_.data(), sizeof(record_header)});
  if (length == 0 || length > rest) return std::nullopt;
  record_header h;
  std::memcpy(&h, bytes_.data(), sizeof h);
  if (h.type == record_type::padding) length = sizeof h;
  copy_out_of_ring(bytes_.data() + sizeof h, ring_->data + at + sizeof h, length - sizeof h);
  const auto found = decode({bytes_.data(), length}, ring_->key);
  // Pairs with the producer's fence: bytes of a later lap were seen only if freed_bytes is seen beyond them.
  std::atomic_thread_fence(std::memory_order_acquire);
  if (ring_->header->freed_bytes.load(std::memory_order_acquire) > at_.byte) return std::nullopt;
  return found;
}

std::optional<event> ring_reader::next() noexcept {
  while (!at_end()) {
    const std::size_t rest = ring_->capacity - at_.byte % ring_->capacity;
    if (rest < sizeof(record_header)) {
      at_.byte += rest;
      continue;
    }
    const auto found = record_here();
    const bool fits = found && found->header.offset >= at_.event;
    if (!fits && ring_->header->freed_bytes.load(std::memory_order_acquire) > at_.byte) {
      go_to_oldest();
      continue;
    }
    at_.byte += found ? found->header.length : record_alignment;
    if (!fits || found->header.type == record_type::padding) continue;
    at_.event = found->header.offset + 1;
    return event_of(*found, found->text);
  }
  return std::nullopt;
}

bool ring_reader::at_end() const noexcept {
  return at_.byte >= ring_->header->published_bytes.load(std::memory_order_acquire);
}

void ring_reader::pass_to(std::uint64_t offset) noexcept {
  ring_position before = at_;
  while (at_.event < offset) {
    before = at_;
    const auto e = next();
    if (!e) return;
    if (e->offset >= offset) {
      at_ = {e->offset, before.byte};
      return;
    }
  }
}

void ring_reader::free_before(ring_position p) const noexcept {
  if (!ring_->writable) return;
  ring_->header->freed_events.store(p.event, std::memory_order_release);
  ring_->header->freed_bytes.store(p.byte, std::memory_order_release);
}

double ring_reader::fill() const noexcept {
  const std::uint64_t used = ring_->header->published_bytes.load(std::memory_order_acquire) -
                             ring_->header->freed_bytes.load(std::memory_order_acquire);
  return static_cast<double>(used) / static_cast<double>(ring_->capacity);
}

}  // namespace waypost
