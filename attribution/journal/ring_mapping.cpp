#include "attribution/journal/ring_mapping.hpp"

#include <algorithm>
#include <fcntl.h>
#include <new>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "attribution/journal/checksum.hpp"
#include "attribution/journal/file_descriptor.hpp"

namespace waypost {
namespace {

constexpr std::size_t page = 4096;

// A ring must hold more than one record of any size, padding included.
constexpr std::size_t smallest_capacity = 4 * page;

std::uint64_t checksum_of(const ring_layout& h) noexcept {
  return checksum(static_cast<const void*>(&h), offsetof(ring_layout, checksum));
}

}  // namespace

result<void> ring::mapped::map(int file, bool for_writing) {
  const int protection = for_writing ? PROT_READ | PROT_WRITE : PROT_READ;
  void* mapped_at = ::mmap(nullptr, bytes, protection, MAP_SHARED | MAP_POPULATE, file, 0);
  if (mapped_at == MAP_FAILED) return last_error();
  memory = mapped_at;
  header = static_cast<ring_layout*>(memory);
  data = static_cast<std::byte*>(memory) + ring_data_at;
  capacity = bytes - ring_data_at;
  writable = for_writing;
  return {};
}

void ring::mapped::write_header() {
  header = new (memory) ring_layout{};
  header->magic = ring_magic;
  header->version = ring_version;
  header->index = name.index;
  header->node = name.node;
  header->start = name.start;
  header->capacity = capacity;
  header->checksum = checksum_of(*header);
}

result<void> ring::mapped::allocate(int file, const journal_name& of, std::size_t capacity_wanted) {
  name = of;
  key = key_of(name);
  bytes = ring_data_at + std::max(smallest_capacity, (capacity_wanted + page - 1) / page * page);
  // Without it a full tmpfs would end the process with SIGBUS in the middle of an append.
  if (const int e = ::posix_fallocate(file, 0, static_cast<off_t>(bytes)); e != 0)
    return e == ENOSPC ? make_error_code(errc::full)
                       : boost::system::error_code(e, boost::system::system_category());
  if (const auto done = map(file, true); !done) return done;
  // Touched here, so that no append meets a page fault.
  for (std::size_t at = 0; at < bytes; at += page)
    static_cast<volatile std::byte*>(memory)[at] = std::byte{0};
  write_header();
  return {};
}

result<void> ring::mapped::check_header() {
  const ring_layout& h = *header;
  if (h.magic != ring_magic) return errc::corrupt;
  if (h.version != ring_version) return errc::unknown_version;
  if (h.checksum != checksum_of(h) || h.capacity != capacity) return errc::corrupt;
  const std::uint64_t published = h.published_bytes.load(std::memory_order_acquire);
  const std::uint64_t freed = h.freed_bytes.load(std::memory_order_acquire);
  if (freed > published || published - freed > capacity || published % record_alignment != 0 ||
      freed % record_alignment != 0)
    return errc::corrupt;
  name = {h.node, h.start, h.index};
  key = key_of(name);
  return {};
}

std::filesystem::path unfinished_ring(const std::filesystem::path& file) {
  auto name = file;
  name += unfinished_suffix;
  return name;
}

ring::mapped::~mapped() {
  if (memory != nullptr) ::munmap(memory, bytes);
}

result<std::unique_ptr<ring>> ring::create(const std::filesystem::path& file, const journal_name& name,
                                           std::size_t bytes) {
  const auto unfinished = unfinished_ring(file);
  const file_descriptor made(::open(unfinished.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!made) return last_error();
  auto m = std::make_unique<mapped>();
  auto done = m->allocate(made.number(), name, bytes);
  // No rename, which would replace a ring that is there.
  if (done && ::link(unfinished.c_str(), file.c_str()) != 0) done = last_error();
  ::unlink(unfinished.c_str());
  if (!done) return done.error();
  return std::unique_ptr<ring>(new ring(std::move(m)));
}

result<std::unique_ptr<ring>> ring::open(const std::filesystem::path& file) {
  const file_descriptor opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (!opened) return last_error();
  struct stat s {};
  if (::fstat(opened.number(), &s) != 0) return last_error();
  const auto bytes = static_cast<std::size_t>(s.st_size);
  if (bytes < ring_data_at + smallest_capacity || bytes % page != 0) return errc::corrupt;
  auto m = std::make_unique<mapped>();
  m->bytes = bytes;
  if (const auto mapped_in = m->map(opened.number(), false); !mapped_in) return mapped_in.error();
  if (const auto checked = m->check_header(); !checked) return checked.error();
  return std::unique_ptr<ring>(new ring(std::move(m)));
}

}  // namespace waypost
