#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace waypost {

// Writes recipients line by line, straight into text: NDJSON, or CSV (RFC 4180) with a header.
// Lives for one answer.
class recipient_lines {
 public:
  enum class format : std::uint8_t { ndjson, csv };

  // `guard`: CSV fields that a spreadsheet would take for a formula are guarded.
  recipient_lines(format f, bool guard) : format_(f), guard_(guard) {}

  void append_head(std::string& to) const;

  // `recipient` is empty where the platform gave no id.
  void append(std::string& to, std::string_view recipient, std::uint32_t position) const;

 private:
  format format_;
  bool guard_;
};

}  // namespace waypost
