#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>

#include <waypost/errors.hpp>
#include <waypost/journal.hpp>

#include "attribution/journal/record.hpp"
#include "attribution/journal/ring.hpp"
#include "attribution/journal/ring_layout.hpp"

namespace waypost {

// The memory of a ring and what its producer keeps to itself.
struct ring::mapped {
  mapped() = default;
  ~mapped();
  mapped(const mapped&) = delete;
  mapped& operator=(const mapped&) = delete;

  result<void> allocate(int file, const journal_name& of, std::size_t capacity_wanted);
  result<void> map(int file, bool for_writing);
  void write_header();
  result<void> check_header();

  // True where a record of `length` bytes fits, with the padding it needs at the end of the memory.
  bool has_room(std::size_t length) noexcept;
  void pad_to_start() noexcept;

  void* memory = nullptr;
  std::size_t bytes = 0;
  ring_layout* header = nullptr;
  std::byte* data = nullptr;
  std::uint64_t capacity = 0;
  journal_name name;
  journal_key key{};
  bool writable = false;

  // The producer's own copies, so that an append reads the consumer's cache line only when the ring seems
  // full.
  std::uint64_t next_byte = 0;
  std::uint64_t next_event = 0;
  std::uint64_t freed_known = 0;
  std::size_t next_at = 0;  // next_byte modulo capacity
  alignas(64) std::array<std::byte, largest_record> record;
};

}  // namespace waypost
