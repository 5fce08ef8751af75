#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <boost/json/error.hpp>
#include <boost/json/string_view.hpp>

#include "attribution/recipients/recipient_rows.hpp"

namespace waypost {

// What Boost.JSON's basic_parser tells of the text it reads: picks the member "recipient" out of each row and
// passes over everything else, so that no tree is built. One for a body; on its reader's thread.
class json_row_events {
 public:
  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

  // `in_array`: the rows are the elements of one array, otherwise each is a text of its own.
  json_row_events(recipient_rows& rows, bool in_array) : rows_(rows), row_depth_(in_array ? 1 : 0) {}

  // A field that is wrong, where there is one; it ends the parsing.
  const std::optional<std::string>& fault() const noexcept { return fault_; }

  // How many rows were read to their end.
  std::uint64_t rows_ended() const noexcept { return rows_ended_; }

  bool on_document_begin(boost::json::error_code&);
  bool on_document_end(boost::json::error_code&) { return true; }
  bool on_array_begin(boost::json::error_code& ec);
  bool on_array_end(std::size_t, boost::json::error_code&);
  bool on_object_begin(boost::json::error_code& ec);
  bool on_object_end(std::size_t, boost::json::error_code& ec);
  bool on_string_part(boost::json::string_view part, std::size_t, boost::json::error_code& ec);
  bool on_string(boost::json::string_view part, std::size_t, boost::json::error_code& ec);
  bool on_key_part(boost::json::string_view part, std::size_t, boost::json::error_code&);
  bool on_key(boost::json::string_view part, std::size_t, boost::json::error_code& ec);
  bool on_number_part(boost::json::string_view, boost::json::error_code&) { return true; }
  bool on_int64(std::int64_t, boost::json::string_view, boost::json::error_code& ec) { return on_other(ec); }
  bool on_uint64(std::uint64_t, boost::json::string_view, boost::json::error_code& ec) {
    return on_other(ec);
  }
  bool on_double(double, boost::json::string_view, boost::json::error_code& ec) { return on_other(ec); }
  bool on_bool(bool, boost::json::error_code& ec) { return on_other(ec); }
  bool on_null(boost::json::error_code& ec) { return on_other(ec); }
  bool on_comment_part(boost::json::string_view, boost::json::error_code&) { return true; }
  bool on_comment(boost::json::string_view, boost::json::error_code&) { return true; }

 private:
  bool on_other(boost::json::error_code& ec);
  bool fail(boost::json::error_code& ec, std::string detail);
  bool fail_recipient(boost::json::error_code& ec, std::string_view fault);
  bool in_row() const noexcept { return depth_ == row_depth_ + 1; }

  recipient_rows& rows_;
  std::size_t row_depth_;
  std::size_t depth_ = 0;
  std::uint64_t rows_ended_ = 0;
  bool is_recipient_ = false;  // the value to come is that of "recipient"
  bool has_recipient_ = false;
  std::string parts_;  // of a key or string that came in pieces
  std::optional<std::string> fault_;
};

}  // namespace waypost
