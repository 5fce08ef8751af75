#pragma once

#include <filesystem>
#include <optional>

#include "attribution/redis/endpoint.hpp"

namespace waypost::redis {

// Looks on: where the embedded Redis of this data directory listens. Nothing where none runs or it has not
// loaded its data yet.
std::optional<endpoint> find_running_embedded(const std::filesystem::path& data);

}  // namespace waypost::redis
