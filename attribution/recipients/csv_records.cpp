#include "attribution/recipients/csv_records.hpp"

#include <algorithm>

#include "attribution/recipients/byte_order_mark.hpp"

namespace waypost {

csv_records::csv_records(std::string_view text) : text_(without_byte_order_mark(text)) {}

void csv_records::pass(std::size_t n, std::size_t& bytes) {
  at_ += n;
  bytes -= std::min(n, bytes);
}

// The length of the line's end that is next; 0 where none is. A CR that ends the text is one.
std::size_t csv_records::line_end() const noexcept {
  const auto rest = text_.substr(at_, 2);
  if (rest == "\r\n") return 2;
  return rest.starts_with('\n') || rest == "\r" ? 1 : 0;
}

csv_records::found csv_records::fail(std::string_view fault) {
  fault_ = fault;
  return found::fault;
}

// `last`: where the field ends; at_ is at what follows it.
csv_records::found csv_records::end_field(std::size_t last, std::size_t& bytes) {
  field_ = text_.substr(first_, last - first_);
  is_last_ = at_ == text_.size() || text_[at_] != ',';
  in_ = is_last_ ? within::records : within::record;
  pass(is_last_ ? line_end() : 1, bytes);
  return found::field;
}

csv_records::found csv_records::end_text(std::size_t& bytes) {
  if (in_ == within::records) return found::end;
  if (in_ == within::quoted) return fail("a quoted field that does not end");
  if (in_ == within::record) {
    first_ = at_;
    has_quotes_ = false;
  }
  auto last = in_ == within::behind_quote ? at_ - 1 : at_;
  if (in_ == within::plain && last > first_ && text_[last - 1] == '\r') --last;
  return end_field(last, bytes);
}

csv_records::found csv_records::next(std::size_t& bytes) {
  while (at_ < text_.size()) {
    if (bytes == 0) return found::pause;
    const auto part = text_.substr(at_, bytes);
    switch (in_) {
      case within::records:
        if (const auto blank = line_end(); blank != 0)
          pass(blank, bytes);
        else
          in_ = within::record;
        break;
      case within::record:
        has_quotes_ = false;
        in_ = part.front() == '"' ? within::quoted : within::plain;
        pass(in_ == within::quoted ? 1 : 0, bytes);
        first_ = at_;
        break;
      case within::plain: {
        const auto plain = std::min(part.find_first_of(",\"\n"), part.size());
        pass(plain, bytes);
        if (plain == part.size()) break;
        if (text_[at_] == '"') return fail("a quote inside a field that is not quoted");
        const bool has_return = text_[at_] == '\n' && at_ > first_ && text_[at_ - 1] == '\r';
        return end_field(has_return ? at_ - 1 : at_, bytes);
      }
      case within::quoted: {
        const auto quote = part.find('"');
        if (quote != part.npos) in_ = within::behind_quote;
        pass(quote == part.npos ? part.size() : quote + 1, bytes);
        break;
      }
      case within::behind_quote:
        if (part.front() == '"') {
          has_quotes_ = true;
          in_ = within::quoted;
          pass(1, bytes);
          break;
        }
        if (part.front() != ',' && line_end() == 0) return fail("text behind a closing quote");
        return end_field(at_ - 1, bytes);
    }
  }
  return end_text(bytes);
}

std::string without_doubled_quotes(std::string_view field) {
  std::string text;
  text.reserve(field.size());
  while (!field.empty()) {
    const auto quote = std::min(field.find('"'), field.size());
    text.append(field.substr(0, std::min(quote + 1, field.size())));
    field.remove_prefix(std::min(quote + 2, field.size()));
  }
  return text;
}

}  // namespace waypost
