#pragma once

#include <cstdint>
#include <string>

#include <waypost/task.hpp>

#include "attribution/ledger/conversion_facts.hpp"
#include "attribution/ledger/conversion_terms.hpp"
#include "attribution/redis/connection.hpp"
#include "attribution/redis/reply.hpp"

namespace waypost {

// A chunk's conversions, page by page: `first` and `generation` are those of redis::read_pages(). The caller
// keeps `first` and `terms`. errc::corrupt where a value makes no sense, errc::too_many where there are too
// many.
task<conversion_facts> read_conversions(redis::connection& redis, std::string key, const redis::reply& first,
                                        std::uint64_t generation, const conversion_terms& terms);

}  // namespace waypost
