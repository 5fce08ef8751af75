#include "attribution/recipients/campaign_codes.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace waypost {
namespace {

bool holds(const block& b, std::uint32_t position, std::uint16_t link) noexcept {
  return !b.shared && position >= b.first_recipient && position - b.first_recipient < b.recipients &&
         link >= b.first_link && link - b.first_link < b.links;
}

code_number number_in(const block& b, std::uint32_t position, std::uint16_t link) noexcept {
  const auto recipient = std::uint64_t{position} - b.first_recipient;
  return {b.length, b.first_number + recipient * b.links + (link - b.first_link)};
}

}  // namespace

std::optional<code_number> number_of(const std::vector<block>& blocks, std::uint32_t position,
                                     std::uint16_t link) {
  for (const auto& b : blocks)
    if (holds(b, position, link)) return number_in(b, position, link);
  return std::nullopt;
}

campaign_codes::campaign_codes(const std::vector<block>& blocks, std::size_t links, const secret_key& key)
    : codec_(std::make_unique<const codec>(key)), last_(links, nullptr) {
  blocks_.reserve(blocks.size());
  for (const auto& b : blocks)
    if (!b.shared) blocks_.push_back(b);
  std::sort(blocks_.begin(), blocks_.end(), [](const block& a, const block& b) {
    return std::tie(a.first_link, a.links, a.first_recipient) <
           std::tie(b.first_link, b.links, b.first_recipient);
  });
  for (std::size_t i = 0; i < blocks_.size(); ++i) {
    const auto& b = blocks_[i];
    if (layers_.empty() || layers_.back().first_link != b.first_link || layers_.back().links != b.links)
      layers_.push_back({b.first_link, b.links, i, i});
    layers_.back().end = i + 1;
  }
}

const block* campaign_codes::block_of(std::uint32_t position, std::uint16_t link) {
  if (last_[link] != nullptr && holds(*last_[link], position, link)) return last_[link];
  for (const auto& l : layers_) {
    if (link < l.first_link || link - l.first_link >= l.links) continue;
    const auto* const begin = blocks_.data() + l.begin;
    const auto* const behind =
        std::upper_bound(begin, std::as_const(blocks_).data() + l.end, position,
                         [](std::uint32_t p, const block& b) { return p < b.first_recipient; });
    if (behind == begin || !holds(*(behind - 1), position, link)) continue;
    const auto end = std::min<std::size_t>(std::size_t{l.first_link} + l.links, last_.size());
    std::fill(last_.begin() + l.first_link, last_.begin() + static_cast<std::ptrdiff_t>(end), behind - 1);
    return behind - 1;
  }
  return nullptr;
}

bool campaign_codes::append(std::uint32_t position, std::uint16_t link, std::string& to) {
  const auto* b = block_of(position, link);
  if (b == nullptr) return false;
  std::array<char, longest_code> code;
  codec_->encode(number_in(*b, position, link), code.data());
  to.append(code.data(), b->length);
  return true;
}

}  // namespace waypost
