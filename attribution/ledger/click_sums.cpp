#include "attribution/ledger/click_sums.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include <waypost/block.hpp>

namespace waypost {

namespace {

using word = std::uint64_t;
constexpr std::size_t longest_bitmap = recipients_per_chunk / 8;

std::uint64_t count(word bits) { return static_cast<std::uint64_t>(std::popcount(bits)); }

// The order of the bits does not matter to sums. Bits past the end of a bitmap are 0, as in Redis.
word word_of(std::string_view bits, std::size_t at) {
  word w = 0;
  if (at >= bits.size()) return 0;
  std::memcpy(&w, bits.data() + at, std::min(sizeof w, bits.size() - at));
  return w;
}

// 64 recipients at a time.
class sweep {
 public:
  explicit sweep(std::span<const clicked_bitmap> bitmaps) : bitmaps_(bitmaps) {
    for (const auto& bitmap : bitmaps)
      if (links_.empty() || links_.back().key != bitmap.link) links_.push_back({bitmap.link, 0});
  }

  void take(std::size_t at) {
    std::array<word, device_kinds> on{};
    std::size_t link = 0;
    std::size_t bitmap = 0;
    at_least_.assign(1, 0);
    for (; link < links_.size(); ++link) {
      word clicked = 0;
      for (; bitmap < bitmaps_.size() && bitmaps_[bitmap].link == links_[link].key; ++bitmap) {
        const word bits = word_of(bitmaps_[bitmap].bits, at);
        on[static_cast<std::size_t>(bitmaps_[bitmap].on)] |= bits;
        clicked |= bits;
      }
      if (clicked == 0) continue;
      links_[link].sum += count(clicked);
      count_links(clicked);
    }
    const word any = at_least_.front();
    if (any == 0) return;
    sums_.clickers += count(any);
    for (const auto bits : on) sums_.forwarded_devices += count(bits);
    sums_.forwarded_devices -= count(any);
    if (sums_.by_links_clicked.size() < at_least_.size()) sums_.by_links_clicked.resize(at_least_.size());
    for (std::size_t k = 0; k < at_least_.size(); ++k) {
      const word more = k + 1 < at_least_.size() ? at_least_[k + 1] : 0;
      sums_.by_links_clicked[k] += count(at_least_[k] & ~more);
    }
  }

  click_sums sums() && {
    sums_.by_link = sums_by<std::uint16_t, std::uint64_t>(std::move(links_));
    return std::move(sums_);
  }

 private:
  // at_least_[k]: clicked k + 1 links or more, of those taken so far.
  void count_links(word clicked) {
    if (const word carry = at_least_.back() & clicked; carry != 0) at_least_.push_back(0);
    for (std::size_t k = at_least_.size() - 1; k > 0; --k) at_least_[k] |= at_least_[k - 1] & clicked;
    at_least_.front() |= clicked;
  }

  std::span<const clicked_bitmap> bitmaps_;
  std::vector<sums_by<std::uint16_t, std::uint64_t>::entry> links_;
  std::vector<word> at_least_;
  click_sums sums_;
};

}  // namespace

void click_sums::add(const click_sums& other) {
  clickers += other.clickers;
  by_link.add(other.by_link);
  if (by_links_clicked.size() < other.by_links_clicked.size())
    by_links_clicked.resize(other.by_links_clicked.size());
  for (std::size_t k = 0; k < other.by_links_clicked.size(); ++k)
    by_links_clicked[k] += other.by_links_clicked[k];
  forwarded_devices += other.forwarded_devices;
}

std::size_t click_sums::bytes() const noexcept {
  return by_link.bytes() + by_links_clicked.capacity() * sizeof(std::uint64_t);
}

result<click_sums> sum_clicks(std::span<const clicked_bitmap> bitmaps) {
  std::size_t longest = 0;
  for (const auto& bitmap : bitmaps) longest = std::max(longest, bitmap.bits.size());
  if (longest > longest_bitmap) return errc::corrupt;
  sweep over(bitmaps);
  for (std::size_t at = 0; at < longest; at += sizeof(word)) over.take(at);
  return std::move(over).sums();
}

}  // namespace waypost
