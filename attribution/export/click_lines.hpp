#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <waypost/campaign.hpp>
#include <waypost/click.hpp>

#include "attribution/clients/client_class.hpp"
#include "attribution/codes/codec.hpp"

namespace waypost {

// One answered request as a warehouse gets it.
struct click_line {
  std::int64_t time_ms = 0;
  std::uint16_t link = 0;
  std::optional<std::uint32_t> position;  // none for a shared code
  std::string_view recipient;             // the platform's own id; empty where there is none
  code_number code;
  answer answered = answer::redirect;
  client_class client;
  network from;
  std::string_view user_agent;  // as click_lines::text_of made it
};

// Writes clicks line by line, straight into text: NDJSON, or CSV (RFC 4180, formula-safe) with a header. One
// thread.
class click_lines {
 public:
  enum class format : std::uint8_t { ndjson, csv };

  // `key`: of the registry, to spell the codes.
  click_lines(format f, const std::vector<link>& links, const secret_key& key);

  // `raw` as a field of the format, for who writes it more than once. Bytes that are no UTF-8 become U+FFFD.
  std::string text_of(std::string_view raw) const;

  void append_head(std::string& to) const;
  void append(std::string& to, const click_line& line);

 private:
  void append_ndjson(std::string& to, const click_line& line);
  void append_csv(std::string& to, const click_line& line);
  void append_field(std::string& to, std::string_view text) const;
  void append_label(std::string& to, std::uint16_t link) const;
  void append_time(std::string& to, std::int64_t time_ms);
  void append_code(std::string& to, code_number code) const;

  format format_;
  std::unique_ptr<const codec> codes_;
  std::vector<std::string> labels_;  // by link, as fields
  std::int64_t second_ = -1;         // since 1970, that second_text_ spells
  std::string second_text_;          // "2026-05-01T04:00:00"
};

}  // namespace waypost
