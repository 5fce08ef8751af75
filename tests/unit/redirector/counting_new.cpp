#include "tests/unit/redirector/counting_new.hpp"

#include <atomic>
#include <cstdlib>
#include <new>

namespace {
thread_local std::size_t count = 0;
std::atomic<std::size_t> total{0};
}  // namespace

std::size_t waypost::test::allocations() noexcept { return count; }
std::size_t waypost::test::allocations_of_all_threads() noexcept { return total; }

namespace {

void* counted(std::size_t size) noexcept {
  ++count;
  total.fetch_add(1, std::memory_order_relaxed);
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
