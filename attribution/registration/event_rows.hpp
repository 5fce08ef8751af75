#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace waypost {

// The longest row, in bytes: of an object over several lines that is a body of its own, too.
inline constexpr std::size_t longest_row = std::size_t{64} << 10;

// Cuts a body into rows while it comes in, piece by piece: the elements of a JSON array, a single JSON object
// of at most `longest_row` bytes, or lines (NDJSON; empty ones are passed over and not counted). A byte order
// mark ahead is passed over. Holds the row that is not whole yet, and no more than twice `longest_row` and a
// piece. Whether a row is JSON is for its taker to see.
class event_rows {
 public:
  struct row {
    std::uint64_t number = 0;  // counted from 1
    // Without the blanks around it. Of a row longer than `longest_row` its beginning, which is longer, too.
    std::string_view text;
  };

  // `lines`: the body is said to be lines; else its first byte tells what it is.
  explicit event_rows(bool lines = false) : said_to_be_lines_(lines) {}

  // The next piece, which stays as it is until next() has nothing more to give.
  void add(std::string_view piece);
  // There are no more pieces.
  void end();

  // The next row that is whole, valid up to the next call. Nothing where more is needed, or at the end.
  std::optional<row> next();

  bool in_array() const noexcept { return form_ == form::array || form_ == form::behind_array; }
  // Nothing that follows is a row.
  void pass_over_the_rest() { form_ = form::nothing; }
  // The row where a body that began as an array stopped being one.
  std::optional<std::uint64_t> broken_at() const noexcept { return broken_at_; }

 private:
  enum class form : std::uint8_t { unknown, object, lines, array, behind_array, nothing };

  // Tells of each byte inside a JSON array whether an element ends before it: at the array's own commas and
  // at the closing bracket. Of text that is not JSON it knows nothing.
  class element_ends {
   public:
    bool is_at(char c) noexcept {
      if (in_string_) {
        in_string_ = escaped_ || c != '"';
        escaped_ = !escaped_ && c == '\\';
        return false;
      }
      in_string_ = c == '"';
      if (c == '[' || c == '{') ++depth_;
      if (c == ']' || c == '}') return --depth_ == 0;
      return c == ',' && depth_ == 1;
    }

   private:
    std::size_t depth_ = 1;  // the array itself
    bool in_string_ = false;
    bool escaped_ = false;
  };

  // False where more is needed to tell.
  bool pass_over_mark();
  void find_form();
  std::optional<row> next_object();
  bool first_line_is_whole();
  std::optional<row> next_line();
  std::optional<row> next_element();
  void check_behind_array();
  void break_at(std::uint64_t number);
  // Keeps the beginning of a row of which the end is still to come.
  void keep(std::string_view part);
  // A row whose end is `part`: that alone where nothing was kept of it.
  std::string_view joined(std::string_view part);
  void forget_given();

  bool said_to_be_lines_;
  std::size_t mark_seen_ = 0;  // bytes of a byte order mark
  form form_ = form::unknown;
  std::string_view piece_;
  bool ended_ = false;
  std::string beginning_;  // of a body of which nobody can tell yet whether it is one object or lines
  bool first_line_judged_ = false;
  std::string kept_;    // the beginning of a row that is not whole
  bool given_ = false;  // what is kept was given as a row
  std::uint64_t number_ = 0;
  element_ends ends_;
  std::optional<std::uint64_t> broken_at_;
};

}  // namespace waypost
