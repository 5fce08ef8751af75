#include "redirector/api_calls.hpp"

namespace waypost {

api_calls::api_calls(const serve_options& o, const std::string& base_url, registry& registered,
                     redis::connection& redis, redis::connection& stats_redis, ring& reports, readiness looks,
                     std::vector<metric> metrics, log_sink& log)
    : largest_upload_(o.upload_megabytes << 20),
      registered_(registered),
      registrar_(registered),
      reports_(reports),
      store_(redis),
      keys_(registrar_),
      registration_({base_url, o.code_length}, registrar_, reports_),
      upload_({base_url, o.code_length}, registered, store_, log),
      short_links_(registered, store_, base_url),
      recipients_(registered, store_, base_url),
      counters_(stats_redis, log),
      callbacks_(stats_redis),
      stats_(registered, recipients_, counters_),
      readyz_(std::move(looks)),
      metrics_(std::move(metrics)) {}

std::vector<endpoint> api_calls::table() {
  std::vector<endpoint> calls{
      {"GET", "/healthz", scope::none, 0, &healthz_},
      {"GET", "/readyz", scope::none, 0, &readyz_},
      {"GET", "/metrics", scope::none, 0, &metrics_},
      {"POST", "/api/v1/campaigns/{id}/recipients", scope::register_, largest_upload_, &upload_},
      {"GET", "/api/v1/campaigns/{id}/short-links", scope::register_, 0, &short_links_},
      {"GET", "/api/v1/callbacks", scope::stats, 0, &callbacks_},
  };
  for (const auto& call : registration_.endpoints()) calls.push_back(call);
  for (const auto& call : stats_.endpoints()) calls.push_back(call);
  for (auto& call : calls)
    if (call.pattern.starts_with("/api/v1/campaigns/{id}"))
      call.handler = &caught_up_calls_.emplace_back(registered_, *call.handler);
  return calls;
}

}  // namespace waypost
