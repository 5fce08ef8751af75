#include "stats/rate.hpp"

namespace waypost {

rate rate_of(std::uint64_t part, std::uint64_t whole) noexcept {
  if (whole == 0) return {};
  // 128 bits: a product of counters may pass 64.
  __extension__ using wide = unsigned __int128;
  return {static_cast<std::uint64_t>((wide{part} * 20000 + whole) / (wide{whole} * 2))};
}

std::string to_text(const rate& shown) {
  if (!shown.hundredths) return {};
  auto text = std::to_string(*shown.hundredths / 100);
  const auto fraction = *shown.hundredths % 100;
  text += '.';
  text += static_cast<char>('0' + fraction / 10);
  if (fraction % 10 != 0) text += static_cast<char>('0' + fraction % 10);
  return text;
}

}  // namespace waypost
