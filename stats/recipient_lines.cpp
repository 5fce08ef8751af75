#include "stats/recipient_lines.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include <boost/json/serialize.hpp>
#include <boost/json/string_view.hpp>

#include <waypost/csv_text.hpp>

namespace waypost {
namespace {

void append_json_string(std::string& to, std::string_view text) {
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

void append_number(std::string& to, std::uint32_t number) {
  std::array<char, 10> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  to.append(digits.data(), end);
}

}  // namespace

void recipient_lines::append_head(std::string& to) const {
  if (format_ == format::csv) to.append("recipient,position\r\n");
}

void recipient_lines::append(std::string& to, std::string_view recipient, std::uint32_t position) const {
  if (format_ == format::csv) {
    append_csv_field(to, recipient, true);
    to.push_back(',');
    append_number(to, position);
    to.append("\r\n");
    return;
  }
  to.append("{\"recipient\":");
  if (recipient.empty())
    to.append("null");
  else
    append_json_string(to, recipient);
  to.append(",\"position\":");
  append_number(to, position);
  to.append("}\n");
}

}  // namespace waypost
