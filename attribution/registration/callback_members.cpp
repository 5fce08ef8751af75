#include "attribution/registration/callback_members.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>

#include <boost/json/basic_parser_impl.hpp>

#include <waypost/errors.hpp>

namespace waypost {
namespace {

// What is longer than any member of use is cut here: the rest is of no interest.
constexpr std::size_t longest_text = 4096;

// Longer than the name of any event that is known. Each entry of a group has a copy.
constexpr std::size_t longest_event = 32;

void append(std::string& to, boost::json::string_view part) {
  if (to.size() < longest_text) to.append(part.data(), std::min(part.size(), longest_text - to.size()));
}

std::optional<std::int64_t> whole(std::string_view digits) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return number;
}

}  // namespace

bool callback_members::on_object_begin(error_code&) {
  if (passed_over_ == 0 && at_ == place::groups) {
    at_ = place::group;
    event_.reset();
  } else if (passed_over_ == 0 && at_ == place::data) {
    at_ = place::entry;
    entry_ = {};
  } else {
    ++passed_over_;
  }
  return true;
}

bool callback_members::on_array_begin(error_code&) {
  if (passed_over_ == 0 && at_ == place::outside) {
    at_ = place::groups;
    is_array_ = true;
  } else if (passed_over_ == 0 && at_ == place::group && key_ == "data") {
    at_ = place::data;
  } else {
    ++passed_over_;
  }
  return true;
}

bool callback_members::on_object_end(std::size_t, error_code& error) {
  end();
  if (early_.size() <= most_early_entries) return true;
  error = errc::full;
  return false;
}

bool callback_members::end() {
  if (passed_over_ > 0) {
    --passed_over_;
    // In the place of an entry or of a member that must be something else.
    if (passed_over_ == 0) other();
    return true;
  }
  switch (at_) {
    case place::entry:
      finish_entry();
      at_ = place::data;
      break;
    case place::data:
      at_ = place::group;
      break;
    case place::group:
      finish_group();
      at_ = place::groups;
      break;
    case place::groups:
    case place::outside:
      at_ = place::outside;
      break;
  }
  return true;
}

void callback_members::finish_entry() {
  if (event_) entry_.event = *event_;
  (event_ ? ready_ : early_).push_back(std::move(entry_));
}

void callback_members::finish_group() {
  for (auto& entry : early_) entry.event = event_.value_or("");
  ready_.insert(ready_.end(), std::make_move_iterator(early_.begin()), std::make_move_iterator(early_.end()));
  early_.clear();
}

bool callback_members::on_key_part(string_view part, std::size_t, error_code&) {
  if (passed_over_ > 0) return true;
  if (std::exchange(key_ended_, false)) key_.clear();
  append(key_, part);
  return true;
}

bool callback_members::on_key(string_view part, std::size_t total, error_code& error) {
  on_key_part(part, total, error);
  if (passed_over_ == 0) key_ended_ = true;
  return true;
}

bool callback_members::on_string_part(string_view part, std::size_t, error_code&) {
  if (passed_over_ == 0) append(text_, part);
  return true;
}

bool callback_members::on_string(string_view part, std::size_t total, error_code& error) {
  on_string_part(part, total, error);
  if (passed_over_ == 0) take_text();
  text_.clear();
  return true;
}

std::string* callback_members::text_here() {
  if (at_ != place::entry) return nullptr;
  if (key_ == "meta") return &entry_.meta;
  if (key_ == "code") return &entry_.code;
  if (key_ == "description") return &entry_.description;
  return nullptr;
}

void callback_members::take_text() {
  if (auto* to = text_here()) {
    *to = text_;
  } else if (at_ == place::entry && key_ == "ts") {
    entry_.ts = whole(text_);
    entry_.malformed = entry_.malformed || !entry_.ts;
  } else if (at_ == place::group && key_ == "event") {
    event_ = text_.substr(0, longest_event);
  } else {
    other();
  }
}

bool callback_members::on_int64(std::int64_t number, string_view, error_code&) {
  if (passed_over_ > 0) return true;
  if (auto* to = text_here())
    *to = std::to_string(number);
  else if (at_ == place::entry && key_ == "ts")
    entry_.ts = number;
  else
    other();
  return true;
}

// Beyond any time, but a code may be as long.
bool callback_members::on_uint64(std::uint64_t number, string_view, error_code&) {
  auto* to = passed_over_ == 0 ? text_here() : nullptr;
  if (to == nullptr) return other();
  *to = std::to_string(number);
  return true;
}

bool callback_members::on_double(double number, string_view, error_code& error) {
  // Seconds with a fraction, or a code that was written as 901.0.
  const bool counts = passed_over_ == 0 && at_ == place::entry && std::abs(number) < 1e15;
  if (counts && key_ == "ts")
    entry_.ts = static_cast<std::int64_t>(std::floor(number));
  else if (counts && std::floor(number) == number)
    on_int64(static_cast<std::int64_t>(number), {}, error);
  else
    other();
  return true;
}

bool callback_members::on_null(error_code&) {
  // In a group or an entry, the same as if the member were not there.
  return at_ == place::group || at_ == place::entry || other();
}

// A value that is nothing that could be meant. A report is not lost for its code or description.
bool callback_members::other() {
  if (passed_over_ > 0) return true;
  if (at_ == place::entry && (key_ == "meta" || key_ == "ts")) {
    entry_.malformed = true;
  } else if (at_ == place::data || at_ == place::groups || (at_ == place::group && key_ == "data")) {
    callback_entry none;
    none.malformed = true;
    ready_.push_back(std::move(none));
  }
  return true;
}

callback_reader::callback_reader() : parser_(boost::json::parse_options{}) {}

std::vector<callback_entry> callback_reader::read(std::string_view piece) {
  const bool more = !piece.empty();
  boost::json::error_code error;
  const auto taken = parser_.write_some(more, piece.data(), piece.size(), error);
  too_early_ = error == errc::full;
  broken_ = error || taken < piece.size() || (!more && !parser_.handler().is_array());
  return parser_.handler().take_entries();
}

}  // namespace waypost
