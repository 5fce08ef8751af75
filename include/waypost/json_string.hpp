#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include <boost/json/serialize.hpp>
#include <boost/json/string_view.hpp>

namespace waypost {

// Appends `text`, which is UTF-8, as a JSON string. Most texts need no escape and are copied as they are.
inline void append_json_string(std::string& to, std::string_view text) {
  const bool plain = std::none_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\';
  });
  if (!plain) {
    to.append(boost::json::serialize(boost::json::string_view(text.data(), text.size())));
    return;
  }
  to.push_back('"');
  to.append(text);
  to.push_back('"');
}

}  // namespace waypost
