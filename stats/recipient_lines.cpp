#include "stats/recipient_lines.hpp"

#include <waypost/append_number.hpp>
#include <waypost/csv_text.hpp>
#include <waypost/json_string.hpp>

namespace waypost {

void recipient_lines::append_head(std::string& to) const {
  if (format_ == format::csv) to.append("recipient,position\r\n");
}

void recipient_lines::append(std::string& to, std::string_view recipient, std::uint32_t position) const {
  if (format_ == format::csv) {
    append_csv_field(to, recipient, guard_);
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
