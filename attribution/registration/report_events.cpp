#include "attribution/registration/report_events.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <waypost/problem.hpp>

#include "attribution/recipients/recipient_id.hpp"
#include "attribution/recipients/row_format.hpp"
#include "attribution/recipients/slices.hpp"
#include "attribution/registration/answers.hpp"
#include "attribution/registration/personal_codes.hpp"
#include "attribution/registration/registered.hpp"

namespace waypost {
namespace {

constexpr std::chrono::milliseconds between_tries{5};

// Of these nobody can tell what is inside: curl says the last one of whatever it is given.
constexpr std::array<std::string_view, 4> unspecific{"", "text/plain", "application/octet-stream",
                                                     "application/x-www-form-urlencoded"};

bool can_have_events(std::string_view content_type) {
  const auto format = format_of_content_type(content_type);
  if (format) return *format != row_format::csv;
  return std::find(unspecific.begin(), unspecific.end(), content_type) != unspecific.end();
}

}  // namespace

report_events::report_events(const registrar& of, report_sink& into, wall_clock now,
                             std::chrono::milliseconds longest_wait)
    : registrar_(of), sink_(into), now_(std::move(now)), longest_wait_(longest_wait) {}

boost::asio::awaitable<api_response> report_events::handle(api_request request) {
  const auto found = find_campaign(registrar_.state(), request.account, request.path.at(0));
  if (!found) co_return no_such_campaign();
  if (!can_have_events(request.content_type))
    co_return to_response({415,
                           "unsupported-media-type",
                           "Unsupported media type",
                           "Events come as application/x-ndjson or application/json.",
                           {},
                           {}});
  const std::string_view key = request.idempotency_key;
  // It becomes part of ids, and so of JSON: headers may hold any bytes.
  if (const auto fault = fault_of_recipient_id(key); !key.empty() && !fault.empty())
    co_return bad_syntax("The Idempotency-Key " + std::string(fault) + '.');

  const bool lines = format_of_content_type(request.content_type) == row_format::ndjson;
  co_return co_await take_body(*request.pieces, event_rows(lines), found->id, key);
}

boost::asio::awaitable<api_response> report_events::take_body(body_reader& body, event_rows rows,
                                                              campaign_id campaign, std::string_view key) {
  personal_codes codes(registrar_, campaign);
  events_taken taken(campaign, key, codes, sink_);
  for (bool more = true; more;) {
    const auto piece = co_await body.next();
    if (!piece) co_return api_response{};
    more = !piece->empty();
    if (more)
      rows.add(*piece);
    else
      rows.end();
    co_await take_piece(rows, taken);
  }
  if (rows.broken_at()) taken.break_at(*rows.broken_at());
  co_return taken.answer();
}

boost::asio::awaitable<void> report_events::take_piece(event_rows& rows, events_taken& taken) {
  const auto now_ms = now_();
  std::size_t since_others_ran = 0;
  while (const auto row = rows.next()) {
    const auto outcome = taken.take(*row, rows.in_array(), now_ms);
    // What stands behind broken JSON may be the inside of somebody's text.
    if (outcome == events_taken::outcome::broken) rows.pass_over_the_rest();
    if (outcome == events_taken::outcome::no_room) {
      const bool has_room = co_await wait_for_room(taken);
      if (!has_room) {
        taken.stop_at(row->number);
        rows.pass_over_the_rest();
      }
    }
    if (++since_others_ran < rows_per_slice) continue;
    co_await let_others_run();
    since_others_ran = 0;
  }
  co_await let_others_run();
}

// The journal's writer makes room as fast as the disk takes it.
boost::asio::awaitable<bool> report_events::wait_for_room(events_taken& taken) {
  boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor);
  const auto end = std::chrono::steady_clock::now() + longest_wait_;
  while (std::chrono::steady_clock::now() < end) {
    timer.expires_after(between_tries);
    co_await timer.async_wait(boost::asio::use_awaitable);
    if (taken.append_again()) co_return true;
  }
  co_return false;
}

}  // namespace waypost
