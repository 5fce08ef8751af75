#pragma once

#include <vector>

#include "attribution/journal/journals.hpp"
#include "attribution/ledger/drain.hpp"
#include "attribution/registry/registry.hpp"
#include "redirector/health.hpp"
#include "redirector/metrics.hpp"
#include "redirector/redirect_listener.hpp"
#include "redirector/start_up.hpp"

namespace waypost {

// What /readyz looks at. All parts must outlive the handler.
readiness readiness_of(const registry& registered, const start_up& starting, const journals& clicks,
                       const drain& counting, const bool& draining);

// What /metrics tells. All parts must outlive the handler.
std::vector<metric> metrics_of(const redirect_listener& redirects, const journals& clicks,
                               const drain& counting, const registry& registered);

}  // namespace waypost
