#include <algorithm>
#include <string>

#include <boost/json/basic_parser_impl.hpp>

#include "attribution/recipients/byte_order_mark.hpp"
#include "attribution/recipients/json_row_events.hpp"
#include "attribution/recipients/recipient_rows.hpp"

namespace waypost {
namespace {

class json_reader : public row_reader {
 protected:
  json_reader(recipient_rows& rows, bool in_array)
      : rows_(rows),
        rest_(without_byte_order_mark(rows.body())),
        parser_(boost::json::parse_options{}, rows, in_array) {}

  progress failed(std::uint64_t row, const boost::json::error_code& ec) {
    const auto& fault = parser_.handler().fault();
    return fault ? fail_field(row, *fault) : fail_syntax(row, "Not valid JSON: " + ec.message() + ".");
  }

  recipient_rows& rows_;
  std::string_view rest_;
  boost::json::basic_parser<json_row_events> parser_;
};

class ndjson_reader final : public json_reader {
 public:
  explicit ndjson_reader(recipient_rows& rows) : json_reader(rows, false) {}

  progress read(std::size_t rows) override {
    auto bytes = rows * bytes_per_row;
    while (rows > 0 && bytes > 0) {
      if (rest_.empty() && !in_row_) return progress::done;
      auto part = rest_.substr(0, bytes);
      const auto end = part.find('\n');
      const bool ends = end != part.npos || part.size() == rest_.size();
      const auto passed = end == part.npos ? part.size() : end + 1;
      part = part.substr(0, end);
      rest_.remove_prefix(passed);
      bytes -= passed;
      const auto taken = take(part, ends);
      if (taken != progress::more) return taken;
      if (ends) --rows;
    }
    return progress::more;
  }

 private:
  // A part of a line; `ends`: the last one.
  progress take(std::string_view part, bool ends) {
    if (!in_row_) {
      part.remove_prefix(std::min(part.find_first_not_of(blanks_in_line), part.size()));
      // A blank line is not a row.
      if (part.empty()) return progress::more;
      in_row_ = true;
      row_ = rows_.ids().size() + 1;
      parser_.reset();
    }
    if (!parser_.done()) {
      boost::json::error_code ec;
      const auto read = parser_.write_some(!ends, part.data(), part.size(), ec);
      if (ec) return failed(row_, ec);
      part.remove_prefix(read);
    }
    if (part.find_first_not_of(blanks_in_line) != part.npos)
      return fail_syntax(row_, "There is more on the line than one JSON value.");
    in_row_ = !ends;
    return progress::more;
  }

  static constexpr std::string_view blanks_in_line = " \t\r";

  bool in_row_ = false;  // a row has begun on the line
  std::uint64_t row_ = 0;
};

class array_reader final : public json_reader {
 public:
  explicit array_reader(recipient_rows& rows) : json_reader(rows, true) {}

  progress read(std::size_t rows) override {
    auto part = rest_.substr(0, std::max<std::size_t>(rows, 1) * bytes_per_row);
    rest_.remove_prefix(part.size());
    if (!begun_ || parser_.done()) part.remove_prefix(std::min(part.find_first_not_of(blanks), part.size()));
    begun_ = begun_ || !part.empty();
    // A body without anything in it has no rows, like an empty array.
    if (!begun_) return rest_.empty() ? progress::done : progress::more;
    if (!parser_.done()) {
      boost::json::error_code ec;
      const auto read = parser_.write_some(!rest_.empty(), part.data(), part.size(), ec);
      if (ec) return failed(parser_.handler().rows_ended() + 1, ec);
      if (!parser_.done()) return progress::more;
      part.remove_prefix(read);
    }
    if (part.find_first_not_of(blanks) != part.npos)
      return fail_syntax(0, "There is more in the body than one JSON array.");
    return rest_.empty() ? progress::done : progress::more;
  }

 private:
  static constexpr std::string_view blanks = " \t\r\n";

  bool begun_ = false;
};

}  // namespace

std::unique_ptr<row_reader> read_ndjson(recipient_rows& rows) {
  return std::make_unique<ndjson_reader>(rows);
}

std::unique_ptr<row_reader> read_json_array(recipient_rows& rows) {
  return std::make_unique<array_reader>(rows);
}

}  // namespace waypost
