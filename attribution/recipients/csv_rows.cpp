#include <optional>
#include <string>

#include <waypost/csv_text.hpp>

#include "attribution/recipients/csv_records.hpp"
#include "attribution/recipients/recipient_id.hpp"
#include "attribution/recipients/recipient_rows.hpp"

namespace waypost {
namespace {

constexpr std::size_t most_columns = 1000;

class csv_reader final : public row_reader {
 public:
  explicit csv_reader(recipient_rows& rows) : rows_(rows), records_(rows.body()) {}

  progress read(std::size_t rows) override {
    auto bytes = rows * bytes_per_row;
    const auto last = rows_.ids().size() + rows;
    while (rows_.ids().size() < last) {
      switch (records_.next(bytes)) {
        case csv_records::found::pause:
          return progress::more;
        case csv_records::found::end:
          return progress::done;
        case csv_records::found::fault:
          return fail_syntax(row(), (in_header_ ? "The header is not valid CSV: " : "Not valid CSV: ") +
                                        std::string(records_.fault()) + ".");
        case csv_records::found::field:
          const auto taken = in_header_ ? take_name() : take_field();
          if (taken != progress::more) return taken;
      }
    }
    return progress::more;
  }

 private:
  // The number of the row that is being read; 0 for the header.
  std::uint64_t row() const noexcept { return in_header_ ? 0 : rows_.ids().size() + 1; }

  progress take_name() {
    if (columns_ == most_columns)
      return fail_syntax(0, "The header has more than " + std::to_string(most_columns) + " columns.");
    if (records_.field() == "recipient") {
      if (column_) return fail_field(0, "The header names \"recipient\" more than once.");
      column_ = columns_;
    }
    ++columns_;
    if (!records_.is_last()) return progress::more;
    if (!column_) return fail_field(0, "The header does not name \"recipient\".");
    in_header_ = false;
    return progress::more;
  }

  progress take_field() {
    if (fields_ == columns_)
      return fail_syntax(
          row(), "The row has more fields than the header, which has " + std::to_string(columns_) + ".");
    if (fields_ == *column_) {
      // A field that is too long however many of its quotes are doubled needs no copy.
      constexpr auto longest_written = 2 * (longest_recipient_id + 2);
      const bool copied = records_.has_quotes() && records_.field().size() < longest_written;
      if (copied) copy_ = without_doubled_quotes(records_.field());
      id_ = without_csv_guard(copied ? std::string_view(copy_) : records_.field());
    }
    ++fields_;
    return records_.is_last() ? end_row() : progress::more;
  }

  progress end_row() {
    if (fields_ != columns_)
      return fail_syntax(row(), "The row has " + std::to_string(fields_) + " fields, the header " +
                                    std::to_string(columns_) + ".");
    const auto wrong = fault_of_recipient_id(id_);
    if (!wrong.empty()) return fail_field(row(), "\"recipient\" " + std::string(wrong) + ".");
    rows_.add(id_);
    fields_ = 0;
    return progress::more;
  }

  recipient_rows& rows_;
  csv_records records_;
  bool in_header_ = true;
  std::size_t columns_ = 0;
  std::optional<std::size_t> column_;  // the recipient's
  std::size_t fields_ = 0;             // of the row, so far
  std::string_view id_;                // the row's
  std::string copy_;
};

}  // namespace

std::unique_ptr<row_reader> read_csv(recipient_rows& rows) { return std::make_unique<csv_reader>(rows); }

}  // namespace waypost
