#include <atomic>
#include <cstdlib>
#include <new>

#include <boost/test/unit_test.hpp>

#include "attribution/codes/codec.hpp"
#include "attribution/directory/directory.hpp"
#include "samples.hpp"

// Counts what the whole program allocates, by whatever operator new.
namespace {

std::atomic<std::uint64_t> allocations{0};

void* counted(std::size_t bytes, std::size_t alignment) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  if (void* const made = std::aligned_alloc(alignment, (bytes + alignment - 1) / alignment * alignment))
    return made;
  throw std::bad_alloc();
}

}  // namespace

void* operator new(std::size_t bytes) { return counted(bytes, __STDCPP_DEFAULT_NEW_ALIGNMENT__); }
void* operator new(std::size_t bytes, std::align_val_t alignment) {
  return counted(bytes, static_cast<std::size_t>(alignment));
}
void operator delete(void* gone) noexcept { std::free(gone); }
void operator delete(void* gone, std::size_t) noexcept { std::free(gone); }
void operator delete(void* gone, std::align_val_t) noexcept { std::free(gone); }
void operator delete(void* gone, std::size_t, std::align_val_t) noexcept { std::free(gone); }

BOOST_AUTO_TEST_CASE(a_code_is_decoded_and_looked_up_without_an_allocation) {
  using namespace waypost;
  using namespace waypost::test;
  directory places;
  places.put(view_of(7));
  places.put(block_of(7, 3, 100, 3));
  places.put(block_of(7, 1, 1, 3));
  places.put_alias(0, "spring-sale-2025-with-a-name-too-long-for-a-small-string", {9, 4});
  directory::reader reader(places);
  const codec codes(secret_key{1, 2, 3});
  const std::string code = codes.encode({9, 3 * 512 + 10});

  const std::uint64_t before = allocations.load();
  bool found = true;
  for (int i = 0; i < 1000; ++i) {
    const pinned hold(reader);
    const auto number = codes.decode(code);
    found = found && number && reader.find(*number) && !reader.find({9, 77}) &&
            reader.find_alias(0, "spring-sale-2025-with-a-name-too-long-for-a-small-string") &&
            reader.find_campaign(campaign_id{7}) != nullptr;
  }
  const std::uint64_t made = allocations.load() - before;
  BOOST_TEST(found);
  BOOST_TEST(made == 0u);
  BOOST_TEST(before > 0u);
}
