#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <waypost/campaign.hpp>

#include "attribution/recipients/campaign_codes.hpp"
#include "attribution/recipients/row_format.hpp"

namespace waypost {

// Writes recipients with their short URLs, row by row, straight into text. Lives for one answer.
class row_writer {
 public:
  // `guard`: CSV fields that a spreadsheet would take for a formula are guarded.
  row_writer(const campaign& of, campaign_codes codes, std::string_view base_url, row_format format,
             bool guard);

  // What goes before the first row and behind the last.
  void append_head(std::string& to) const;
  void append_tail(std::string& to) const;

  // `recipient` is empty where the platform gave no id.
  void append_row(std::string& to, std::string_view recipient, std::uint32_t position);

 private:
  void append_json(std::string& to, std::string_view recipient, std::uint32_t position);
  void append_csv(std::string& to, std::string_view recipient, std::uint32_t position);

  campaign_codes codes_;
  row_format format_;
  bool guard_;
  bool first_ = true;
  std::string csv_head_;
  std::vector<std::string> before_code_;  // by link: label and base URL, or the base URL alone
};

}  // namespace waypost
