#pragma once

#include <cstddef>

namespace waypost::test {

// How often this thread has called operator new, in a program that links counting_new.cpp.
std::size_t allocations() noexcept;

// The same of all threads together.
std::size_t allocations_of_all_threads() noexcept;

// The next allocation of exactly `size` bytes, of whichever thread, fails.
void fail_next_allocation_of(std::size_t size) noexcept;

}  // namespace waypost::test
