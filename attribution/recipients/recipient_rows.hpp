#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <waypost/api.hpp>

namespace waypost {

// The recipients' ids of an upload, in the order sent. Most lie in the body as they are; only ids that were
// written with escapes have a copy of their own.
class recipient_rows {
 public:
  explicit recipient_rows(std::string body) : body_(std::move(body)) {
    // Room that stays unused costs nothing, moving a million rows would hold the thread.
    ids_.reserve(body_.size() / typical_row);
  }
  recipient_rows(const recipient_rows&) = delete;
  recipient_rows& operator=(const recipient_rows&) = delete;

  std::string_view body() const noexcept { return body_; }
  const std::vector<std::string_view>& ids() const noexcept { return ids_; }

  // Adds a row. `id` is borrowed where it lies in the body and copied where it doesn't.
  void add(std::string_view id);

 private:
  static constexpr std::size_t typical_row = 20;  // bytes

  std::string body_;
  std::deque<std::string> copies_;
  std::vector<std::string_view> ids_;
};

// Why an upload cannot be taken.
struct row_error {
  bool syntax = false;  // the text is broken; otherwise a field is
  std::string detail;
  std::string field;
  std::uint64_t row = 0;  // counted from 1; 0 where it is none of the rows
};

// 400 for broken text, 422 for a field.
api_response to_response(const row_error& error);

// Reads the rows of one body, slice by slice.
class row_reader {
 public:
  enum class progress : std::uint8_t { more, done, failed };

  virtual ~row_reader() = default;

  // Reads on for about `rows` rows, or for as many bytes as so many usually have. Not to be called again once
  // done or failed.
  virtual progress read(std::size_t rows) = 0;

  // What was wrong, after `failed`.
  const row_error& error() const noexcept { return error_; }

 protected:
  // Rows may be long and blank lines many: a slice is bounded by its bytes, too.
  static constexpr std::size_t bytes_per_row = 64;

  progress fail_syntax(std::uint64_t row, std::string detail);
  progress fail_field(std::uint64_t row, std::string detail);

 private:
  row_error error_;
};

// Readers of {"recipient": …} rows, one to a line (NDJSON) or in an array, and of CSV (RFC 4180) with a
// header that names `recipient`. Other members and columns are ignored. `rows` must outlive the reader.
std::unique_ptr<row_reader> read_ndjson(recipient_rows& rows);
std::unique_ptr<row_reader> read_json_array(recipient_rows& rows);
std::unique_ptr<row_reader> read_csv(recipient_rows& rows);

}  // namespace waypost
