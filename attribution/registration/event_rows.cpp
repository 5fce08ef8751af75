#include "attribution/registration/event_rows.hpp"

#include <algorithm>

#include <boost/json/basic_parser_impl.hpp>

#include "attribution/recipients/slices.hpp"
#include "attribution/registration/unread_json.hpp"

namespace waypost {
namespace {

constexpr std::string_view blanks = " \t\r\n";
constexpr std::size_t bytes_per_slice = std::size_t{64} << 10;

using json_judge = boost::json::basic_parser<unread_json>;

// What was read since the thread's other work had its turn.
class slice {
 public:
  bool is_full_with(std::size_t bytes) {
    bytes_ += bytes;
    if (++rows_ < rows_per_slice && bytes_ < bytes_per_slice) return false;
    rows_ = bytes_ = 0;
    return true;
  }

 private:
  std::size_t rows_ = 0;
  std::size_t bytes_ = 0;
};

// Tells of each byte of a JSON array whether an element ends before it: at the array's own commas and at its
// closing bracket. Of text that is not JSON it knows nothing.
class element_ends {
 public:
  bool is_at(char c) {
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
  std::size_t depth_ = 0;
  bool in_string_ = false;
  bool escaped_ = false;
};

// A longer text is no row anyway, and looking for its ends would take its time.
std::string_view trimmed(std::string_view text) {
  if (text.size() > longest_row) return text;
  text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
  return text.substr(0, text.find_last_not_of(blanks) + 1);
}

bool is_blank(std::string_view text) { return text.find_first_not_of(blanks) == text.npos; }

boost::asio::awaitable<std::string_view> without_leading_blanks(std::string_view body) {
  while (!body.empty() && is_blank(body.substr(0, bytes_per_slice))) {
    body.remove_prefix(std::min(body.size(), bytes_per_slice));
    co_await let_others_run();
  }
  body.remove_prefix(std::min(body.find_first_not_of(blanks), body.size()));
  co_return body;
}

// Before a row is given, since of an array that is broken none is to be taken.
boost::asio::awaitable<bool> is_json(std::string_view body) {
  json_judge judge{boost::json::parse_options{}};
  while (!body.empty()) {
    auto part = body.substr(0, bytes_per_slice);
    body.remove_prefix(part.size());
    if (!judge.done()) {
      boost::json::error_code error;
      part.remove_prefix(judge.write_some(!body.empty(), part.data(), part.size(), error));
      if (error) co_return false;
    }
    if (judge.done() && !is_blank(part)) co_return false;
    co_await let_others_run();
  }
  co_return judge.done();
}

boost::asio::awaitable<void> take_elements(std::string_view body, const row_taker& take) {
  element_ends ends;
  slice read;
  std::uint64_t row = 0;
  std::size_t start = 1;     // behind the bracket
  std::size_t unpaused = 0;  // what lies behind it was read without a pause
  for (std::size_t at = 0; at < body.size(); ++at) {
    const bool ended = ends.is_at(body[at]);
    if (!ended && at - unpaused < bytes_per_slice) continue;
    if (ended) {
      const auto text = trimmed(body.substr(start, at - start));
      start = at + 1;
      if (!text.empty() && !take(++row, text)) co_return;
    }
    if (read.is_full_with(at - unpaused)) co_await let_others_run();
    unpaused = at;
  }
}

boost::asio::awaitable<void> take_lines(std::string_view body, const row_taker& take) {
  slice read;
  for (std::uint64_t row = 1; !body.empty(); ++row) {
    const auto line = body.substr(0, body.find('\n'));
    body.remove_prefix(std::min(line.size() + 1, body.size()));
    const auto text = trimmed(line);
    if (!text.empty() && !take(row, text)) co_return;
    if (read.is_full_with(line.size())) co_await let_others_run();
  }
}

}  // namespace

boost::asio::awaitable<bool> for_each_row(std::string_view body, const row_taker& take) {
  const auto text = co_await without_leading_blanks(body);
  if (text.starts_with('[')) {
    if (!co_await is_json(text)) co_return false;
    co_await take_elements(text, take);
    co_return true;
  }
  // An object alone may be written over several lines; of several objects, judging ends behind the first.
  if (text.starts_with('{') && text.size() <= longest_row && co_await is_json(text))
    take(1, trimmed(text));
  else
    co_await take_lines(body, take);
  co_return true;
}

}  // namespace waypost
