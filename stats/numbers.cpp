#include "stats/numbers.hpp"

#include <algorithm>

namespace waypost {
namespace {

template <class Map>
std::uint64_t sum_of(const Map& counts) {
  std::uint64_t sum = 0;
  for (const auto& [name, count] : counts) sum += count;
  return sum;
}

}  // namespace

rate rate_of(std::uint64_t part, std::uint64_t whole) noexcept {
  if (whole == 0) return std::nullopt;
  // 128 bits: a product of counters may pass 64.
  __extension__ using wide = unsigned __int128;
  return static_cast<std::uint64_t>((wide{part} * 20000 + whole) / (wide{whole} * 2));
}

std::string to_text(const rate& shown, const char* none) {
  if (!shown) return none;
  auto text = std::to_string(*shown / 100);
  const auto fraction = *shown % 100;
  if (fraction == 0) return text;
  text += '.';
  text += static_cast<char>('0' + fraction / 10);
  if (fraction % 10 != 0) text += static_cast<char>('0' + fraction % 10);
  return text;
}

campaign_numbers numbers_of(const campaign& of, const campaign_counters& counters) {
  campaign_numbers numbers;
  numbers.sent = counters.sent;
  numbers.previews = sum_of(counters.previews);
  numbers.bots = sum_of(counters.bots);
  for (std::size_t i = 0; i < of.links.size(); ++i) {
    auto& link = numbers.links.emplace_back();
    link.label = of.links[i].label;
    if (!of.singles) link.unique_clickers = 0;
    if (i >= counters.links.size()) continue;
    link.clicks = sum_of(counters.links[i].clicks);
    if (!of.singles) link.unique_clickers = counters.links[i].unique_clickers;
    numbers.clicks += link.clicks;
  }
  for (auto& link : numbers.links) link.share = rate_of(link.clicks, numbers.clicks);
  numbers.ctr = rate_of(numbers.clicks, numbers.sent);
  if (of.singles) return numbers;
  numbers.unique_clickers = counters.unique_clickers;
  numbers.unique_ctr = rate_of(counters.unique_clickers, numbers.sent);
  return numbers;
}

}  // namespace waypost
