#pragma once

#include <memory>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "attribution/recipients/recipient_rows.hpp"

namespace waypost::test {

using strings = std::vector<std::string>;
using reader_maker = std::unique_ptr<row_reader> (*)(recipient_rows&);

// What became of a body.
struct read_outcome {
  strings ids;
  bool failed = false;
  row_error error;
  std::size_t slices = 0;
};

// Whether a detail reads as all others do.
inline bool is_sentence(const std::string& detail) {
  const bool begins = !detail.empty() && ((detail[0] >= 'A' && detail[0] <= 'Z') || detail[0] == '"');
  return begins && detail.ends_with('.');
}

// Reads `body` in slices of `slice` rows.
inline read_outcome read_all(reader_maker make, std::string body, std::size_t slice = 1000) {
  recipient_rows rows(std::move(body));
  const auto reader = make(rows);
  auto progress = reader->read(slice);
  read_outcome outcome;
  for (outcome.slices = 1; progress == row_reader::progress::more; ++outcome.slices)
    progress = reader->read(slice);
  outcome.ids.assign(rows.ids().begin(), rows.ids().end());
  outcome.failed = progress == row_reader::progress::failed;
  outcome.error = reader->error();
  return outcome;
}

// That `body` is refused for this row, however it is sliced: for its syntax, or for its recipient.
inline void refuses(reader_maker make, const std::string& body, bool syntax, std::uint64_t row) {
  for (const std::size_t slice : {std::size_t{1}, std::size_t{1000}}) {
    const auto outcome = read_all(make, body, slice);
    BOOST_TEST_CONTEXT(body) {
      BOOST_TEST(outcome.failed);
      BOOST_TEST(outcome.error.syntax == syntax);
      BOOST_TEST(outcome.error.row == row);
      BOOST_TEST(is_sentence(outcome.error.detail), outcome.error.detail);
      if (!syntax) BOOST_TEST(outcome.error.field == "recipient");
    }
  }
}

}  // namespace waypost::test
