#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <waypost/click.hpp>
#include <waypost/errors.hpp>

#include "attribution/ledger/sums_by.hpp"

namespace waypost {

// Recipients of one chunk, or of all of a campaign's, who clicked.
struct click_sums {
  std::uint64_t clickers = 0;  // on any link
  sums_by<std::uint16_t, std::uint64_t> by_link;
  std::vector<std::uint64_t> by_links_clicked;  // [k]: clicked exactly k + 1 links
  std::uint64_t forwarded_devices = 0;          // kinds of device beyond each clicker's first

  void add(const click_sums& other);
  std::size_t bytes() const noexcept;
  friend bool operator==(const click_sums&, const click_sums&) = default;
};

// The bitmap of one link and one kind of device, as Redis has it.
struct clicked_bitmap {
  std::uint16_t link = 0;
  device on = device::other;
  std::string_view bits;
};

// Of one chunk; those of a link lie together. errc::corrupt where one is longer than a chunk.
result<click_sums> sum_clicks(std::span<const clicked_bitmap> bitmaps);

}  // namespace waypost
