#include "attribution/recipients/grouping.hpp"

#include <algorithm>
#include <numeric>

#include "attribution/recipients/slices.hpp"

namespace waypost {
namespace {

// Few items are sorted: counting would touch all keys, most of them unused.
constexpr std::size_t few = 4096;

void sort_items(std::span<const std::uint32_t> keys, grouping& into) {
  std::iota(into.items.begin(), into.items.end(), 0U);
  std::stable_sort(into.items.begin(), into.items.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return keys[a] < keys[b]; });
  for (std::uint32_t i = 0; i < into.items.size(); ++i) {
    const auto key = keys[into.items[i]];
    if (into.groups.empty() || into.groups.back().key != key) into.groups.push_back({key, i, i});
    into.groups.back().end = i + 1;
  }
}

}  // namespace

boost::asio::awaitable<grouping> group_by_key(std::span<const std::uint32_t> keys, std::uint32_t keys_end) {
  grouping made;
  made.items.resize(keys.size());
  if (keys.size() <= few) {
    sort_items(keys, made);
    co_return made;
  }
  std::vector<std::uint32_t> next(std::size_t{keys_end} + 1, 0);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    ++next[std::size_t{keys[i]} + 1];
    if (i % numbers_per_slice == 0) co_await let_others_run();
  }
  for (std::uint32_t key = 0; key < keys_end; ++key) {
    const auto first = next[key];
    const auto count = next[std::size_t{key} + 1];
    if (count != 0) made.groups.push_back({key, first, first + count});
    next[std::size_t{key} + 1] = first + count;
  }
  for (std::uint32_t i = 0; i < keys.size(); ++i) {
    made.items[next[keys[i]]++] = i;
    if (i % numbers_per_slice == 0) co_await let_others_run();
  }
  co_return made;
}

}  // namespace waypost
