#include "attribution/registration/events_taken.hpp"

#include <boost/json/object.hpp>

#include <waypost/journal.hpp>
#include <waypost/problem.hpp>
#include <waypost/report.hpp>

#include "attribution/recipients/recipient_id.hpp"
#include "attribution/registration/answers.hpp"
#include "attribution/registration/cut_text.hpp"
#include "attribution/registration/event_name.hpp"

namespace waypost {
namespace {

// An answer names this many rows that were not taken; of more it tells the number.
constexpr std::size_t most_rejected_shown = 1000;

// And so much of the name of the member at fault: names that are none of ours may be as long as a row.
constexpr std::size_t longest_field_shown = 64;

constexpr std::size_t longest_row_number = 20;  // digits

// Every report has room in its record: texts grow to twice their size at most, since control characters,
// which JSON writes longer, are in none of them. No type of event has all of these.
constexpr std::size_t longest_texts = longest_recipient_id + longest_event_id + 1 + longest_row_number +
                                      longest_message_id + 4 * longest_error_code + longest_description +
                                      4 * longest_event_name;
constexpr std::size_t longest_frame = 300;  // names of members, quotes and numbers
static_assert(2 * longest_texts + longest_frame <= longest_report);

}  // namespace

events_taken::outcome events_taken::take(const event_rows::row& event, bool in_array, std::int64_t now_ms) {
  campaign_report read;
  if (const auto fault = fields_.read(event.text, now_ms, read)) {
    if (fault->not_json && in_array) {
      break_at(event.number);
      return outcome::broken;
    }
    reject(event.number, *fault);
    return outcome::done;
  }
  if (read.id.empty() && !key_.empty()) read.id = std::string(key_) + '/' + std::to_string(event.number);
  text_.clear();
  append_report_text(read, text_);
  time_ms_ = now_ms;
  return append_again() ? outcome::done : outcome::no_room;
}

bool events_taken::append_again() {
  if (!sink_.append(report{time_ms_, campaign_, text_})) return false;
  ++accepted_;
  return true;
}

void events_taken::break_at(std::uint64_t row) {
  broken_at_ = row;
  reject(row, {{}, "The body is no JSON array from here on: neither this nor what follows was taken."});
}

api_response events_taken::answer() const {
  if (first_without_room_) return no_room();
  if (accepted_ + rejected_count_ == 0) return bad_syntax("The body has no events.");
  if (broken_at_ && accepted_ + rejected_count_ == 1)
    return bad_syntax("The body is not a JSON array that can be read.", broken_at_);
  boost::json::object body{{"accepted", accepted_}, {"rejected", rejected_}};
  if (rejected_count_ > rejected_.size()) body["rejected_count"] = rejected_count_;
  return json_answer(202, body);
}

// With a key, what is sent again counts once; its rows must be the same ones, since their ids are their
// numbers.
api_response events_taken::no_room() const {
  const std::string again = key_.empty() ? "Send this row and those behind it again."
                                         : "Repeat the call as it was, with the same Idempotency-Key.";
  return to_response({503,
                      "unavailable",
                      "Temporarily unavailable",
                      "There is no room for more events now; the rows before this one were taken. " + again,
                      {},
                      first_without_room_});
}

void events_taken::reject(std::uint64_t row, const event_fault& fault) {
  if (++rejected_count_ > most_rejected_shown) return;
  boost::json::object told{{"row", row}};
  auto field = fault.field;
  cut_text(field, longest_field_shown);
  if (!field.empty()) told["field"] = field;
  told["detail"] = fault.detail;
  rejected_.push_back(std::move(told));
}

}  // namespace waypost
