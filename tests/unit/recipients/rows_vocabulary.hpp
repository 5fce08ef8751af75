#pragma once

#include <memory>
#include <string>
#include <vector>

#include "attribution/recipients/recipient_rows.hpp"

namespace waypost::test {

using reader_maker = std::unique_ptr<row_reader> (*)(recipient_rows&);

// What became of a body.
struct read_outcome {
  std::vector<std::string> ids;
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

}  // namespace waypost::test
