#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "attribution/directory/directory.hpp"
#include "samples.hpp"

// Readers look up while the writer registers, grows, replaces, erases and takes over. What a reader finds
// must be whole and of the campaign it asked for; the sanitizers see to the rest.
namespace {

using namespace waypost;
using namespace waypost::test;

// Campaign `id` has one block at its own place and one alias: sizes of 1 to 16 in turn.
block own_block(std::uint64_t id) {
  block run = block_of(id, 0, 1u << id % 5, 1);
  run.first_number = id * 16;
  return run;
}

std::string own_alias(std::uint64_t id) { return "alias-" + std::to_string(id); }

void put_all(directory& into, std::uint64_t id, std::uint64_t version) {
  into.put(view_of(id, version, 1));
  into.put(own_block(id));
  into.put_alias(0, own_alias(id), {9, id * 16});
}

struct look_ups {
  std::atomic<std::uint64_t> stable{0};  // campaigns 1 to this are there and stay
  std::atomic<bool> end{false};
  std::atomic<std::uint64_t> wrong{0};
  std::atomic<std::uint64_t> done{0};
};

// Whether all that is found for `id` is its own; `must` be there at all.
bool right(const directory::reader& reader, std::uint64_t id, bool must) {
  const auto by_number = reader.find({9, id * 16});
  const auto by_alias = reader.find_alias(0, own_alias(id));
  const campaign_view* const by_id = reader.find_campaign(campaign_id{id});
  if (must && (!by_number || !by_alias || by_id == nullptr)) return false;
  const auto own = [&](const campaign_view* view) {
    return static_cast<std::uint64_t>(view->of->id) == id && view->links.at(0)->answer == std::to_string(id);
  };
  return (!by_number || own(by_number->campaign)) && (!by_alias || own(by_alias->campaign)) &&
         (by_id == nullptr || own(by_id));
}

void look_up(const directory& places, look_ups& shared, std::uint64_t seed) {
  directory::reader reader(places);
  for (std::uint64_t i = seed; !shared.end.load(std::memory_order_relaxed); i = i * 6364136223846793005 + 1) {
    const std::uint64_t stable = shared.stable.load(std::memory_order_acquire);
    if (stable == 0) continue;
    const pinned hold(reader);
    const std::uint64_t id = 1 + (i >> 33) % stable;
    const std::uint64_t fleeting = 1'000'000 + (i >> 33) % 64;
    if (!right(reader, id, true) || !right(reader, fleeting, false))
      shared.wrong.fetch_add(1, std::memory_order_relaxed);
    shared.done.fetch_add(1, std::memory_order_relaxed);
  }
}

// Runs `write` while two readers look up, and until they have looked up some.
template <class Write>
void beside_readers(directory& places, Write write) {
  look_ups shared;
  std::vector<std::thread> readers;
  for (std::uint64_t seed : {12345u, 67890u})
    readers.emplace_back([&, seed] { look_up(places, shared, seed); });
  write(shared);
  while (shared.done.load() < 1'000) std::this_thread::yield();
  shared.end = true;
  for (auto& reader : readers) reader.join();
  BOOST_TEST(shared.wrong.load() == 0u);
}

#if defined(NDEBUG)
constexpr std::uint64_t campaigns = 100'000;
#else
constexpr std::uint64_t campaigns = 2'000;
#endif

}  // namespace

BOOST_AUTO_TEST_SUITE(readers_beside_the_writer)

BOOST_AUTO_TEST_CASE(find_whatever_was_registered_before_they_asked) {
  directory places;
  beside_readers(places, [&](look_ups& shared) {
    for (std::uint64_t id = 1; id <= campaigns; ++id) {
      put_all(places, id, 1);
      shared.stable.store(id, std::memory_order_release);
    }
  });
}

BOOST_AUTO_TEST_CASE(find_replaced_campaigns_in_one_version_or_the_other) {
  directory places;
  beside_readers(places, [&](look_ups& shared) {
    for (std::uint64_t id = 1; id <= 10; ++id) put_all(places, id, 1);
    shared.stable.store(10, std::memory_order_release);
    for (std::uint64_t i = 0; i < campaigns; ++i) {
      const std::uint64_t id = 1 + i % 10;
      places.put(view_of(id, 2 + i, 1));
      places.put_alias(0, own_alias(id), {9, id * 16});
    }
  });
  places.reclaim();
  BOOST_TEST(places.unreclaimed() == 0u);
}

BOOST_AUTO_TEST_CASE(never_see_freed_campaigns_while_others_come_and_go) {
  directory places;
  beside_readers(places, [&](look_ups& shared) {
    for (std::uint64_t id = 1; id <= 10; ++id) put_all(places, id, 1);
    shared.stable.store(10, std::memory_order_release);
    for (std::uint64_t i = 0; i < campaigns; ++i) {
      const std::uint64_t id = 1'000'000 + i % 64;
      if (i % 128 < 64)
        put_all(places, id, i);
      else
        places.erase(campaign_id{id});
    }
  });
}

BOOST_AUTO_TEST_CASE(go_on_while_another_directory_is_taken_over) {
  directory places;
  beside_readers(places, [&](look_ups& shared) {
    for (std::uint64_t round = 0; round < 50; ++round) {
      directory fresh;
      for (std::uint64_t id = 1; id <= 40; ++id) put_all(fresh, id, round);
      places.replace_with(std::move(fresh));
      shared.stable.store(40, std::memory_order_release);
      for (std::uint64_t i = 0; i < 100; ++i) places.put(view_of(1 + i % 40, round, 1));
    }
  });
}

BOOST_AUTO_TEST_CASE(come_and_go_themselves) {
  directory places;
  put_all(places, 1, 1);
  std::atomic<bool> end{false};
  std::atomic<std::uint64_t> wrong{0};
  std::thread passing([&] {
    for (int i = 0; i < 2'000; ++i) {
      directory::reader reader(places);
      const pinned hold(reader);
      wrong += !right(reader, 1, true);
    }
    end = true;
  });
  for (std::uint64_t version = 2; !end; ++version) places.put(view_of(1, version, 1));
  passing.join();
  BOOST_TEST(wrong.load() == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
