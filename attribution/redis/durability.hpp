#pragma once

#include <chrono>

#include <waypost/task.hpp>

#include "attribution/redis/connection.hpp"

namespace waypost::redis {

// How wait_durable() looks, and for how long.
struct durability_options {
  std::chrono::milliseconds between_samples{2000};  // not less: Redis syncs once a second
  std::chrono::milliseconds between_attempts{100};
  std::chrono::milliseconds limit{60000};
};

// Answers once all that this connection wrote before the call is on Redis' disk. With appendfsync always that
// is so as soon as the replies are in; with everysec when two samples of INFO, taken two seconds apart after
// the writes, show that nothing is left in a buffer and no sync was put off. Samples are repeated until they
// show it. Where replicas are online, one of them must also have all that was written until then: it, or one
// that is further still, is who takes over when Redis dies.
//
// redis_settings where Redis keeps no append-only file or never syncs it; redis_timeout after the limit;
// redis_unavailable where the connection was lost or Redis started anew meanwhile: the writes may be gone.
task<void> wait_durable(connection& redis, durability_options options = {});

}  // namespace waypost::redis
