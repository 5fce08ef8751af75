#include "attribution/registration/report_events.hpp"

#include <utility>

#include <boost/json/array.hpp>

#include "attribution/registration/answers.hpp"
#include "attribution/registration/event_fields.hpp"
#include "attribution/registration/event_rows.hpp"
#include "attribution/registration/registered.hpp"

namespace waypost {
namespace {

namespace json = boost::json;

// An answer names this many rows that were not taken; of more it tells the number.
constexpr std::size_t most_rejected_shown = 1000;

// Takes the rows of one call.
class rows_taken {
 public:
  rows_taken(campaign_id campaign, std::string_view key, std::int64_t now_ms, report_sink& into)
      : campaign_(campaign), key_(key), now_ms_(now_ms), sink_(into) {}

  // False where there is no room for it, nor for those behind it.
  bool take(std::uint64_t row, std::string_view event) {
    std::optional<field_error> error;
    auto read = read_event(event, now_ms_, error);
    if (error) {
      reject(row, *error);
      return true;
    }
    if (read.id.empty() && !key_.empty()) read.id = std::string(key_) + '/' + std::to_string(row);
    const auto text = to_report_text(read);
    if (sink_.append(report{now_ms_, campaign_, text}))
      ++accepted_;
    else
      first_without_room_ = row;
    return !first_without_room_;
  }

  api_response answer() const {
    if (first_without_room_) return no_room();
    if (accepted_ + rejected_count_ == 0) return bad_syntax("The body has no events.");
    json::object body{{"accepted", accepted_}, {"rejected", rejected_}};
    if (rejected_count_ > rejected_.size()) body["rejected_count"] = rejected_count_;
    return json_answer(202, body);
  }

 private:
  // With a key, what is sent again counts once; its rows must be the same ones, since their ids are their
  // numbers.
  api_response no_room() const {
    const std::string again = key_.empty() ? "Send this row and those behind it again."
                                           : "Repeat the call as it was, with the same Idempotency-Key.";
    return to_response({503,
                        "unavailable",
                        "Temporarily unavailable",
                        "There is no room for more events now; the rows before this one were taken. " + again,
                        {},
                        first_without_room_});
  }

  void reject(std::uint64_t row, const field_error& error) {
    if (++rejected_count_ > most_rejected_shown) return;
    json::object told{{"row", row}, {"detail", error.detail}};
    if (!error.field.empty()) told["field"] = error.field;
    rejected_.push_back(std::move(told));
  }

  campaign_id campaign_;
  std::string_view key_;
  std::int64_t now_ms_;
  report_sink& sink_;
  std::uint64_t accepted_ = 0;
  std::uint64_t rejected_count_ = 0;
  json::array rejected_;
  std::optional<std::uint64_t> first_without_room_;
};

}  // namespace

report_events::report_events(const registrar& of, report_sink& into, wall_clock now)
    : registrar_(of), sink_(into), now_(std::move(now)) {}

boost::asio::awaitable<api_response> report_events::handle(api_request request) {
  const auto found = find_campaign(registrar_.state(), request.account, request.path.at(0));
  if (!found) co_return no_such_campaign();
  const std::string_view key = request.idempotency_key;
  if (key.size() > longest_event_id || has_control_characters(key))
    co_return bad_syntax("The Idempotency-Key must have at most 200 characters.");

  rows_taken rows(found->id, key, now_(), sink_);
  const row_taker take = [&](std::uint64_t row, std::string_view event) { return rows.take(row, event); };
  const bool readable = co_await for_each_row(request.body, take);
  if (!readable) co_return bad_syntax("The body is not a JSON array that can be read.");
  co_return rows.answer();
}

}  // namespace waypost
