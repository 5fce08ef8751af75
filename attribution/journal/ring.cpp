#include "attribution/journal/ring.hpp"

#include <cstring>

#include "attribution/journal/ring_mapping.hpp"

namespace waypost {

void copy_into_ring(std::byte* to, const std::byte* from, std::size_t length) noexcept {
  auto* words = reinterpret_cast<std::uint64_t*>(to);
  for (std::size_t i = 0; i < length / sizeof(std::uint64_t); ++i) {
    std::uint64_t word;
    std::memcpy(&word, from + i * sizeof word, sizeof word);
    std::atomic_ref(words[i]).store(word, std::memory_order_relaxed);
  }
}

void copy_out_of_ring(std::byte* to, const std::byte* from, std::size_t length) noexcept {
  auto* words = reinterpret_cast<std::uint64_t*>(const_cast<std::byte*>(from));
  for (std::size_t i = 0; i < length / sizeof(std::uint64_t); ++i) {
    const std::uint64_t word = std::atomic_ref(words[i]).load(std::memory_order_relaxed);
    std::memcpy(to + i * sizeof word, &word, sizeof word);
  }
}

bool ring::mapped::has_room(std::size_t length) noexcept {
  const std::size_t rest = capacity - next_at;
  const std::uint64_t needed = next_byte + length + (length > rest ? rest : 0);
  if (needed - freed_known <= capacity) return true;
  freed_known = header->freed_bytes.load(std::memory_order_acquire);
  return needed - freed_known <= capacity;
}

void ring::mapped::pad_to_start() noexcept {
  const std::size_t rest = capacity - next_at;
  // A rest too short for a header needs none: every reader knows that nothing can begin there.
  if (rest >= sizeof(record_header)) {
    std::array<std::byte, sizeof(record_header)> padding;
    encode_padding(rest, next_event, key, padding.data());
    copy_into_ring(data + next_at, padding.data(), padding.size());
  }
  next_byte += rest;
  next_at = 0;
}

bool ring::append(const event& e) noexcept {
  if (try_append(e)) return true;
  auto& dropped = mapped_->header->dropped;
  dropped.store(dropped.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
  return false;
}

bool ring::try_append(const event& e) noexcept {
  mapped& m = *mapped_;
  const std::size_t length = encode(e, m.next_event, m.key, m.record.data());
  if (length == 0 || !m.has_room(length)) return false;
  // Pairs with the fence of a reader that looks on: who sees a byte of this record sees that its place was
  // freed.
  std::atomic_thread_fence(std::memory_order_release);
  if (length > m.capacity - m.next_at) m.pad_to_start();
  copy_into_ring(m.data + m.next_at, m.record.data(), length);
  m.next_byte += length;
  m.next_at += length;
  if (m.next_at == m.capacity) m.next_at = 0;
  ++m.next_event;
  m.header->published_bytes.store(m.next_byte, std::memory_order_release);
  m.header->published_events.store(m.next_event, std::memory_order_release);
  return true;
}

std::uint64_t ring::dropped() const noexcept {
  return mapped_->header->dropped.load(std::memory_order_relaxed);
}

std::uint64_t ring::published() const noexcept {
  return mapped_->header->published_events.load(std::memory_order_acquire);
}

std::uint64_t ring::freed() const noexcept {
  return mapped_->header->freed_events.load(std::memory_order_acquire);
}

const journal_name& ring::name() const noexcept { return mapped_->name; }

ring::ring(std::unique_ptr<mapped> m) : mapped_(std::move(m)) {}
ring::~ring() = default;

}  // namespace waypost
