#include "tests/unit/redirector/counting_new.hpp"

#include <atomic>
#include <cstdlib>
#include <new>

namespace {
thread_local std::size_t count = 0;
std::atomic<std::size_t> total{0};
std::atomic<std::size_t> to_fail{0};
}  // namespace

std::size_t waypost::test::allocations() noexcept { return count; }
std::size_t waypost::test::allocations_of_all_threads() noexcept { return total; }
void waypost::test::fail_next_allocation_of(std::size_t size) noexcept { to_fail = size; }

namespace {

void* counted(std::size_t size) noexcept {
  ++count;
  total.fetch_add(1, std::memory_order_relaxed);
  auto expected = size;
  if (size == to_fail.load(std::memory_order_relaxed) && to_fail.compare_exchange_strong(expected, 0))
    return nullptr;
  return std::malloc(size);
}

}  // namespace

void* operator new(std::size_t size) {
  if (void* p = counted(size)) return p;
  throw std::bad_alloc();
}

void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return counted(size); }

void operator delete(void* p) noexcept { std::free(p); }
void operator delete(void* p, std::size_t) noexcept { std::free(p); }
void operator delete(void* p, const std::nothrow_t&) noexcept { std::free(p); }
