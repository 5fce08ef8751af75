#pragma once

#include <waypost/log.hpp>

#include "attribution/redis/embedded_places.hpp"

namespace waypost::redis {

// Looks at an append-only file that Redis refused, by redis-check-aof. Where it is torn it is copied to
// torn-<time>/ beside it and then cut at the first bad byte. That is an alarm: the tail is gone from Redis,
// and the journals must bring it back. To be called under the lock, while no Redis runs. True where it was
// mended, so that a start is worth another try; false where it is whole or cannot be mended, and then
// unchanged.
bool mend_torn_file(const embedded_places& places, log_sink& log);

}  // namespace waypost::redis
