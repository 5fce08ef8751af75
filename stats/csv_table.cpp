#include "stats/csv_table.hpp"

#include <waypost/csv_text.hpp>

namespace waypost {

csv_table::csv_table(std::string_view columns)
    : text_(std::string(columns) + "\r\n"), row_begin_(text_.size()), names_end_(text_.size()) {}

csv_table& csv_table::raw_cell(std::string_view text) {
  if (cells_++ > 0) text_ += ',';
  text_ += text;
  return *this;
}

csv_table& csv_table::cell(std::string_view text) {
  raw_cell({});
  append_csv_field(text_, text, true);
  return *this;
}

csv_table& csv_table::cell(const rate& value) { return raw_cell(to_text(value)); }

csv_table& csv_table::empty_cells(std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) raw_cell({});
  return *this;
}

csv_table& csv_table::numbers() {
  names_end_ = text_.size();
  names_ = cells_;
  return *this;
}

void csv_table::end_row() {
  text_ += "\r\n";
  row_begin_ = names_end_ = text_.size();
  cells_ = names_ = 0;
}

void csv_table::end_row(const money& amounts) {
  if (amounts.empty()) {
    empty_cells(2).end_row();
    return;
  }
  const auto naming = text_.substr(row_begin_, names_end_ - row_begin_);
  const auto naming_cells = names_;
  const auto numbers = cells_ - names_;
  bool first = true;
  for (const auto& [currency, minor_units] : amounts) {
    if (!first) {
      text_ += naming;
      cells_ = naming_cells;
      empty_cells(numbers);
    }
    first = false;
    cell(currency).cell(minor_units).end_row();
  }
}

}  // namespace waypost
