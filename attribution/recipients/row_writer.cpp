#include "attribution/recipients/row_writer.hpp"

#include <waypost/append_number.hpp>
#include <waypost/csv_text.hpp>
#include <waypost/json_string.hpp>

namespace waypost {

row_writer::row_writer(const campaign& of, campaign_codes codes, std::string_view base_url, row_format format,
                       bool guard)
    : codes_(std::move(codes)), format_(format), guard_(guard) {
  const auto base = std::string(base_url) + '/';
  csv_head_ = "recipient";
  for (const auto& link : of.links) {
    csv_head_.push_back(',');
    append_csv_field(csv_head_, link.label, guard_);
    if (format_ == row_format::csv) {
      before_code_.push_back(base);
      continue;
    }
    std::string label;
    append_json_string(label, link.label);
    label.push_back(':');
    append_json_string(label, base);
    label.pop_back();
    before_code_.push_back(std::move(label));
  }
  csv_head_.append("\r\n");
}

void row_writer::append_head(std::string& to) const {
  if (format_ == row_format::csv) to.append(csv_head_);
  if (format_ == row_format::json_array) to.append("[\n");
}

void row_writer::append_tail(std::string& to) const {
  if (format_ == row_format::json_array) to.append(first_ ? "]\n" : "\n]\n");
}

void row_writer::append_row(std::string& to, std::string_view recipient, std::uint32_t position) {
  if (format_ == row_format::csv) {
    append_csv(to, recipient, position);
  } else {
    if (format_ == row_format::json_array && !first_) to.append(",\n");
    append_json(to, recipient, position);
    if (format_ == row_format::ndjson) to.push_back('\n');
  }
  first_ = false;
}

void row_writer::append_json(std::string& to, std::string_view recipient, std::uint32_t position) {
  to.push_back('{');
  if (!recipient.empty()) {
    to.append("\"recipient\":");
    append_json_string(to, recipient);
    to.push_back(',');
  }
  to.append("\"position\":");
  append_number(to, position);
  to.append(",\"short_urls\":{");
  bool comma = false;
  for (std::size_t link = 0; link < before_code_.size(); ++link) {
    const auto before = to.size();
    if (comma) to.push_back(',');
    to.append(before_code_[link]);
    if (codes_.append(position, static_cast<std::uint16_t>(link), to)) {
      to.push_back('"');
      comma = true;
    } else {
      to.resize(before);
    }
  }
  to.append("}}");
}

void row_writer::append_csv(std::string& to, std::string_view recipient, std::uint32_t position) {
  append_csv_field(to, recipient, guard_);
  for (std::size_t link = 0; link < before_code_.size(); ++link) {
    to.push_back(',');
    const auto before = to.size();
    to.append(before_code_[link]);
    if (!codes_.append(position, static_cast<std::uint16_t>(link), to)) to.resize(before);
  }
  to.append("\r\n");
}

}  // namespace waypost
