#pragma once

#include <deque>
#include <string>
#include <vector>

#include <waypost/api.hpp>
#include <waypost/log.hpp>

#include "attribution/ledger/ledger_reader.hpp"
#include "attribution/ledger/read_callbacks.hpp"
#include "attribution/recipients/recipient_store.hpp"
#include "attribution/recipients/recipients_upload.hpp"
#include "attribution/recipients/registered_recipients.hpp"
#include "attribution/recipients/short_links.hpp"
#include "attribution/registration/calls.hpp"
#include "attribution/registration/key_check.hpp"
#include "attribution/registration/ring_report_sink.hpp"
#include "redirector/caught_up_call.hpp"
#include "redirector/health.hpp"
#include "redirector/metrics.hpp"
#include "redirector/options.hpp"
#include "stats/calls.hpp"

namespace waypost {

// All that the API answers: the handlers, and the table of calls that leads to them. One thread, the API's.
class api_calls {
 public:
  // `stats_redis`: a connection of their own for the statistics, so that a long read of theirs holds up
  // neither registrations nor the registry.
  api_calls(const serve_options& o, const std::string& base_url, registry& registered,
            redis::connection& redis, redis::connection& stats_redis, ring& reports, readiness looks,
            std::vector<metric> metrics, log_sink& log);

  // The table of calls; to be asked for once.
  std::vector<endpoint> table();

  authenticator& keys() noexcept { return keys_; }
  registrar& registering() noexcept { return registrar_; }
  recipient_store& store() noexcept { return store_; }

 private:
  std::size_t largest_upload_;
  registry& registered_;
  registry_registrar registrar_;
  ring_report_sink reports_;
  recipient_store store_;
  key_check keys_;
  registration_calls registration_;
  recipients_upload upload_;
  short_links short_links_;
  registered_recipients recipients_;
  ledger_reader counters_;
  read_callbacks callbacks_;
  stats_calls stats_;
  health_handler healthz_;
  readiness_handler readyz_;
  metrics_handler metrics_;
  std::deque<caught_up_call> caught_up_calls_;
};

}  // namespace waypost
