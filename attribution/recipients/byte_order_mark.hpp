#pragma once

#include <string_view>

namespace waypost {

// `text` behind the mark that some editors put ahead of UTF-8.
inline std::string_view without_byte_order_mark(std::string_view text) noexcept {
  constexpr std::string_view mark = "\xef\xbb\xbf";
  return text.starts_with(mark) ? text.substr(mark.size()) : text;
}

}  // namespace waypost
