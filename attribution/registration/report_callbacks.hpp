#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <waypost/api.hpp>
#include <waypost/clock.hpp>

#include "attribution/registration/callback_members.hpp"
#include "attribution/registration/report_sink.hpp"

namespace waypost {

// POST /api/v1/callbacks/{account}/{secret}: a provider's delivery callback as it is, taken into the journal
// while it comes in. What was delivered or failed is kept; clicks are counted where they happen, so `clicked`
// and `replied` are acknowledged only. One thread, the API's.
class report_callbacks final : public api_handler {
 public:
  // `longest_wait`: for room in the journal, before the call is answered 503.
  report_callbacks(report_sink& into, wall_clock now, std::chrono::milliseconds longest_wait)
      : sink_(into), now_(std::move(now)), longest_wait_(longest_wait) {}

  boost::asio::awaitable<api_response> handle(api_request request) override;

 private:
  struct taken {
    std::uint64_t processed = 0;
    std::uint64_t ignored = 0;  // could not be read, or of an unknown event
  };

  boost::asio::awaitable<api_response> take_body(body_reader& body, account_id account);
  // Takes the entries into the journal. False where there is no room.
  boost::asio::awaitable<bool> take(std::vector<callback_entry> entries, account_id account, taken& so_far);
  boost::asio::awaitable<bool> append(report what);

  report_sink& sink_;
  wall_clock now_;
  std::chrono::milliseconds longest_wait_;
};

}  // namespace waypost
