#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include <waypost/api.hpp>
#include <waypost/clock.hpp>
#include <waypost/log.hpp>

#include "attribution/recipients/index_merger.hpp"
#include "attribution/recipients/recipient_registrar.hpp"
#include "attribution/recipients/recipient_rows.hpp"
#include "attribution/recipients/row_format.hpp"
#include "attribution/recipients/row_room.hpp"

namespace waypost {

// POST /api/v1/campaigns/{id}/recipients: registers the rows, all or none, and streams one row for each with
// its short URLs; or registers a number of recipients without ids. One thread, the API's.
class recipients_upload final : public api_handler {
 public:
  struct options {
    std::string base_url;                // what codes are appended to, after a slash
    std::uint8_t code_length = 9;        // of new blocks
    std::size_t most_rows = 10'000'000;  // of an upload, and of all of an account under way
    wall_clock now = system_time_ms;
  };

  recipients_upload(options o, registry& known, recipient_store& store, log_sink& log);

  boost::asio::awaitable<api_response> handle(api_request request) override;

  // Whether indexes are being merged behind an upload that was answered.
  bool merging() const noexcept { return merger_.busy(); }

 private:
  boost::asio::awaitable<api_response> register_count(account_id account, const campaign& of,
                                                      std::string body);
  boost::asio::awaitable<api_response> register_rows(account_id account, campaign_id id, std::string body,
                                                     row_format in, row_format out, bool guard);

  options options_;
  std::shared_ptr<row_room> room_;
  registry& registry_;
  recipient_registrar registrar_;
  index_merger merger_;
};

}  // namespace waypost
