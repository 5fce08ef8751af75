#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <boost/asio/awaitable.hpp>

namespace waypost {

// Items 0, 1, 2, … put together by key, so that each chunk they need is read once.
struct grouping {
  struct group {
    std::uint32_t key = 0;
    std::uint32_t first = 0;  // its items are items[first] to items[end - 1]
    std::uint32_t end = 0;
  };

  std::vector<std::uint32_t> items;  // ascending within a group
  std::vector<group> groups;         // by key; none is empty
};

// Groups the items by keys[item], each below `keys_end`. Works in slices; the caller keeps `keys` alive.
boost::asio::awaitable<grouping> group_by_key(std::span<const std::uint32_t> keys, std::uint32_t keys_end);

}  // namespace waypost
