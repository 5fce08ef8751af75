#pragma once

#include <chrono>
#include <string_view>

#include <waypost/api.hpp>
#include <waypost/clock.hpp>

#include "attribution/registration/event_rows.hpp"
#include "attribution/registration/events_taken.hpp"
#include "attribution/registration/registrar.hpp"
#include "attribution/registration/report_sink.hpp"

namespace waypost {

// POST /api/v1/campaigns/{id}/events: what became of messages and recipients, as NDJSON or a JSON array,
// taken while it comes in, with the memory of one row; 415 where its media type can have no events. Each row
// is judged by itself: 202 with how many were taken and why the others were not. Other calls have their turn
// between rows. With an Idempotency-Key, row i has the event id key/i unless it has one of its own. One
// thread, the API's.
class report_events final : public api_handler {
 public:
  // `longest_wait`: for room in the journal, before a row is answered 503.
  report_events(const registrar& of, report_sink& into, wall_clock now,
                std::chrono::milliseconds longest_wait);

  boost::asio::awaitable<api_response> handle(api_request request) override;

 private:
  boost::asio::awaitable<api_response> take_body(body_reader& body, event_rows rows, campaign_id campaign,
                                                 std::string_view key);
  boost::asio::awaitable<void> take_piece(event_rows& rows, events_taken& taken);
  boost::asio::awaitable<bool> wait_for_room(events_taken& taken);

  const registrar& registrar_;
  report_sink& sink_;
  wall_clock now_;
  std::chrono::milliseconds longest_wait_;
};

}  // namespace waypost
