#include "attribution/registration/event_rows.hpp"

#include <algorithm>
#include <utility>

#include <boost/json/basic_parser_impl.hpp>

#include "attribution/registration/unread_json.hpp"

namespace waypost {
namespace {

constexpr std::string_view blanks = " \t\r\n";
constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

std::string_view without_leading_blanks(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
  return text;
}

// A longer text is no row anyway, and its end may have been left out.
std::string_view trimmed(std::string_view text) {
  text = without_leading_blanks(text);
  return text.size() > longest_row ? text : text.substr(0, text.find_last_not_of(blanks) + 1);
}

bool is_one_json_text(std::string_view text) {
  boost::json::basic_parser<unread_json> judge{boost::json::parse_options{}};
  boost::json::error_code error;
  const auto read = judge.write_some(false, text.data(), text.size(), error);
  return !error && without_leading_blanks(text.substr(read)).empty();
}

}  // namespace

void event_rows::add(std::string_view piece) { piece_ = piece; }

void event_rows::end() { ended_ = true; }

std::optional<event_rows::row> event_rows::next() {
  forget_given();
  if (form_ == form::unknown) find_form();
  switch (form_) {
    case form::object:
      return next_object();
    case form::lines:
      return next_line();
    case form::array:
      return next_element();
    case form::behind_array:
      check_behind_array();
      break;
    case form::unknown:
    case form::nothing:
      break;
  }
  return std::nullopt;
}

// What only begins like one belongs to the first row.
bool event_rows::pass_over_mark() {
  while (mark_seen_ < byte_order_mark.size()) {
    if (piece_.empty()) return false;
    if (piece_.front() != byte_order_mark[mark_seen_]) {
      keep(byte_order_mark.substr(0, mark_seen_));
      mark_seen_ = byte_order_mark.size();
      return true;
    }
    piece_.remove_prefix(1);
    ++mark_seen_;
  }
  return true;
}

// By the first byte that is no blank.
void event_rows::find_form() {
  if (!pass_over_mark()) return;
  if (!kept_.empty() || said_to_be_lines_) {
    form_ = form::lines;
    return;
  }
  piece_ = without_leading_blanks(piece_);
  if (piece_.empty()) return;
  if (piece_.front() == '[') {
    form_ = form::array;
    piece_.remove_prefix(1);
  } else {
    form_ = piece_.front() == '{' ? form::object : form::lines;
  }
}

// An object alone may be written over several lines. What is not one is lines.
std::optional<event_rows::row> event_rows::next_object() {
  beginning_.append(std::exchange(piece_, {}));
  const bool may_be_one = beginning_.size() <= longest_row && !first_line_is_whole();
  if (may_be_one && !ended_) return std::nullopt;
  if (may_be_one && is_one_json_text(beginning_)) {
    form_ = form::nothing;
    return row{number_ + 1, trimmed(beginning_)};
  }
  form_ = form::lines;
  piece_ = beginning_;
  return next_line();
}

// Asked as often as the beginning grows; judged once.
bool event_rows::first_line_is_whole() {
  const auto line = std::string_view(beginning_).substr(0, beginning_.find('\n'));
  if (line.size() == beginning_.size() || std::exchange(first_line_judged_, true)) return false;
  return is_one_json_text(line);
}

std::optional<event_rows::row> event_rows::next_line() {
  for (;;) {
    const auto end = piece_.find('\n');
    const bool unended = end == piece_.npos;
    if (unended && !ended_) keep(std::exchange(piece_, {}));
    if (unended && (!ended_ || (piece_.empty() && kept_.empty()))) return std::nullopt;
    const auto text = trimmed(joined(piece_.substr(0, end)));
    piece_.remove_prefix(unended ? piece_.size() : end + 1);
    if (!text.empty()) return row{++number_, text};
    forget_given();
  }
}

std::optional<event_rows::row> event_rows::next_element() {
  const auto end = std::find_if(piece_.begin(), piece_.end(), [this](char c) { return ends_.is_at(c); });
  if (end == piece_.end()) {
    keep(std::exchange(piece_, {}));
    if (ended_) break_at(number_ + 1);
    return std::nullopt;
  }
  const auto size = static_cast<std::size_t>(end - piece_.begin());
  const auto text = trimmed(joined(piece_.substr(0, size)));
  piece_.remove_prefix(size + 1);
  if (*end != ',') form_ = form::behind_array;
  const bool empty_array = text.empty() && *end == ']' && number_ == 0;
  if (empty_array) {
    check_behind_array();
  } else if (text.empty() || *end == '}') {
    break_at(number_ + 1);
  } else {
    return row{++number_, text};
  }
  return std::nullopt;
}

void event_rows::check_behind_array() {
  if (!without_leading_blanks(std::exchange(piece_, {})).empty()) break_at(number_ + 1);
}

void event_rows::break_at(std::uint64_t number) {
  broken_at_ = number;
  form_ = form::nothing;
}

void event_rows::keep(std::string_view part) {
  if (kept_.empty()) part = without_leading_blanks(part);
  kept_.append(part.substr(0, longest_row + 1 - kept_.size()));
}

std::string_view event_rows::joined(std::string_view part) {
  if (kept_.empty()) return part;
  keep(part);
  given_ = true;
  return kept_;
}

void event_rows::forget_given() {
  if (std::exchange(given_, false)) kept_.clear();
}

}  // namespace waypost
