#pragma once

#include <waypost/api.hpp>
#include <waypost/clock.hpp>

#include "attribution/registration/registrar.hpp"
#include "attribution/registration/report_sink.hpp"

namespace waypost {

// POST /api/v1/campaigns/{id}/events: what became of messages, as NDJSON or a JSON array. Each row is judged
// by itself: 202 with how many were taken and why the others were not. Other calls have their turn between
// rows. With an Idempotency-Key, row i has the event id key/i unless it has one of its own. One thread, the
// API's.
class report_events final : public api_handler {
 public:
  report_events(const registrar& of, report_sink& into, wall_clock now);

  boost::asio::awaitable<api_response> handle(api_request request) override;

 private:
  const registrar& registrar_;
  report_sink& sink_;
  wall_clock now_;
};

}  // namespace waypost
