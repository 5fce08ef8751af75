#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

#include "attribution/journal/record.hpp"

namespace waypost {

inline constexpr std::array<char, 8> ring_magic{'w', 'p', '.', 'r', 'i', 'n', 'g', '\n'};
inline constexpr std::uint32_t ring_version = 1;

// Where the records begin: one page after the header.
inline constexpr std::size_t ring_data_at = 4096;

// The first page of a ring's file. Byte positions count from the ring's making on and never wrap; a record
// lies at position modulo capacity. Producer and consumer have a cache line each.
struct ring_layout {
  std::array<char, 8> magic;
  std::uint32_t version;
  std::uint32_t index;
  std::uint64_t node;
  std::uint64_t start;
  std::uint64_t capacity;  // bytes for records
  std::uint64_t checksum;  // of what is above

  // The producer's. published_bytes is the truth: it is stored last but one, and a producer killed before it
  // stored published_events leaves that one short.
  alignas(64) std::atomic<std::uint64_t> published_bytes;
  std::atomic<std::uint64_t> published_events;
  std::atomic<std::uint64_t> dropped;

  // The consumer's.
  alignas(64) std::atomic<std::uint64_t> freed_bytes;
  std::atomic<std::uint64_t> freed_events;
};
static_assert(sizeof(ring_layout) <= ring_data_at);
static_assert(offsetof(ring_layout, checksum) == 40);
static_assert(offsetof(ring_layout, published_bytes) == 64);
static_assert(offsetof(ring_layout, freed_bytes) == 128);
static_assert(std::atomic<std::uint64_t>::is_always_lock_free, "shared between processes");

// Copies to and from memory that another thread may use at the same moment: each word is atomic, and whether
// they belong together is for the checksum to say.
void copy_into_ring(std::byte* to, const std::byte* from, std::size_t length) noexcept;
void copy_out_of_ring(std::byte* to, const std::byte* from, std::size_t length) noexcept;

}  // namespace waypost
