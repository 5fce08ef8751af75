#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace waypost {

// Takes CSV apart, field by field (RFC 4180; LF alone ends a record too), and can pause anywhere. Keeps
// nothing but where it is. Owned by a csv reader, on its thread.
class csv_records {
 public:
  enum class found : std::uint8_t { field, pause, end, fault };

  // Borrows `text`.
  explicit csv_records(std::string_view text);

  // Goes on for at most about `bytes`, which it counts down, until a field has ended. Blank lines between
  // records are passed over.
  found next(std::size_t& bytes);

  // After `field`: as it is written, without the quotes around it; valid as long as the text.
  std::string_view field() const noexcept { return field_; }
  // Whether quotes are doubled in it.
  bool has_quotes() const noexcept { return has_quotes_; }
  // Whether its record ends with it.
  bool is_last() const noexcept { return is_last_; }

  // After `fault`: what is wrong.
  std::string_view fault() const noexcept { return fault_; }

 private:
  enum class within : std::uint8_t { records, record, plain, quoted, behind_quote };

  void pass(std::size_t n, std::size_t& bytes);
  std::size_t line_end() const noexcept;
  found fail(std::string_view fault);
  found end_field(std::size_t last, std::size_t& bytes);
  found end_text(std::size_t& bytes);

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t first_ = 0;  // where the field begins
  within in_ = within::records;
  std::string_view field_;
  bool has_quotes_ = false;
  bool is_last_ = false;
  std::string_view fault_;
};

// What a field means in which quotes are doubled.
std::string without_doubled_quotes(std::string_view field);

}  // namespace waypost
