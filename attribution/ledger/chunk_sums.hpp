#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace waypost {

// How many recipients of one chunk clicked: by link, and at all.
struct clickers {
  std::map<std::uint16_t, std::uint64_t> by_link;
  std::uint64_t any = 0;
};

// A bitmap of one link and one kind of device, as Redis has it.
struct clicked_bitmap {
  std::uint16_t link = 0;
  std::string_view bits;
};

// Counts each recipient once, whatever the number of its devices (by link) and links (any).
clickers count_clickers(std::span<const clicked_bitmap> bitmaps);

// How many entries of an array of 32-bit times are not 0.
std::uint64_t count_times(std::string_view array);

// The 32-bit time, big-endian, at the start of `bytes`; 0 where there are less than four.
std::uint32_t time_at(std::string_view bytes);

}  // namespace waypost
