#pragma once

#include <cstddef>
#include <string>

namespace waypost {

// Cuts UTF-8 text to at most `longest` bytes, before a character that does not fit whole.
inline void cut_text(std::string& text, std::size_t longest) {
  if (text.size() <= longest) return;
  while (longest > 0 && (static_cast<unsigned char>(text[longest]) & 0xc0) == 0x80) --longest;
  text.resize(longest);
}

}  // namespace waypost
