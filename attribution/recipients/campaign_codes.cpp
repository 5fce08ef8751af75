#include "attribution/recipients/campaign_codes.hpp"

#include <algorithm>
#include <array>

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
    : codec_(std::make_unique<const codec>(key)), by_link_(links), last_(links, nullptr) {
  for (const auto& b : blocks) {
    if (b.shared) continue;
    const auto end = std::min<std::size_t>(std::size_t{b.first_link} + b.links, links);
    for (std::size_t link = b.first_link; link < end; ++link) by_link_[link].push_back(b);
  }
  for (auto& of_link : by_link_)
    std::sort(of_link.begin(), of_link.end(),
              [](const block& a, const block& b) { return a.first_recipient < b.first_recipient; });
}

const block* campaign_codes::block_of(std::uint32_t position, std::uint16_t link) {
  auto& last = last_[link];
  if (last != nullptr && holds(*last, position, link)) return last;
  const auto& of_link = by_link_[link];
  const auto behind = std::upper_bound(of_link.begin(), of_link.end(), position,
                                       [](std::uint32_t p, const block& b) { return p < b.first_recipient; });
  if (behind == of_link.begin() || !holds(*(behind - 1), position, link)) return nullptr;
  last = &*(behind - 1);
  return last;
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
