#include "attribution/export/click_places.hpp"

#include <algorithm>

namespace waypost {
namespace {

code_number first_of(const block& b) noexcept { return {b.length, b.first_number}; }

}  // namespace

click_places::click_places(std::vector<block> blocks) : blocks_(std::move(blocks)) {
  std::sort(blocks_.begin(), blocks_.end(),
            [](const block& a, const block& b) { return first_of(a) < first_of(b); });
}

std::optional<click_places::place> click_places::find(code_number number) const noexcept {
  const auto behind = std::upper_bound(blocks_.begin(), blocks_.end(), number,
                                       [](code_number n, const block& b) { return n < first_of(b); });
  if (behind == blocks_.begin()) return std::nullopt;
  const block& b = *std::prev(behind);
  if (b.length != number.length || number.number - b.first_number >= b.numbers()) return std::nullopt;
  const auto offset = number.number - b.first_number;
  place found;
  found.link = static_cast<std::uint16_t>(b.first_link + offset % b.links);
  if (!b.shared) found.recipient = static_cast<std::uint32_t>(b.first_recipient + offset / b.links);
  return found;
}

}  // namespace waypost
