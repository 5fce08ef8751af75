#pragma once

#include <filesystem>

#include <waypost/errors.hpp>

#include "attribution/registry/state.hpp"

namespace waypost {

// What a server has registered, by the local log in `folder`: without Redis and without owning the log, while
// the server may run. errc::not_found where there is no log, errc::corrupt or errc::unknown_version where it
// cannot be read.
result<registry_state> read_recorded_state(const std::filesystem::path& folder);

}  // namespace waypost
