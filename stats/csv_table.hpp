#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <waypost/counters.hpp>

#include "stats/rate.hpp"

namespace waypost {

// Writes CSV (RFC 4180), cell by cell; text that a spreadsheet would take for a formula is guarded. Numbers
// that there are none of are empty cells. Lives for one answer.
class csv_table {
 public:
  // `columns`: the names, separated by commas.
  explicit csv_table(std::string_view columns);

  csv_table& cell(std::string_view text);
  csv_table& cell(const rate& value);
  template <std::integral Number>
  csv_table& cell(Number value) {
    return raw_cell(std::to_string(value));
  }
  template <class Value>
  csv_table& cell(const std::optional<Value>& value) {
    return value ? cell(*value) : empty_cells(1);
  }
  csv_table& empty_cells(std::size_t count);

  // What follows, up to end_row, are numbers; what came before in this row names what they are of.
  csv_table& numbers();

  void end_row();
  // Ends the row with two cells, currency and minor units. Every further currency has a row of its own, with
  // the naming cells again and no other numbers, so that the sum of a column is right.
  void end_row(const money& amounts);

  std::string end() { return std::move(text_); }

 private:
  csv_table& raw_cell(std::string_view text);

  std::string text_;
  std::size_t row_begin_;
  std::size_t names_end_;
  std::size_t cells_ = 0;  // in the row so far
  std::size_t names_ = 0;  // of these
};

}  // namespace waypost
