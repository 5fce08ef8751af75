#pragma once

#include <string>

#include "attribution/redis/command.hpp"

namespace waypost::redis {

// Appends the command as RESP2 spells it, an array of bulk strings, to `out`. Throws std::bad_alloc only.
void append_wire(std::string& out, const command& c);

}  // namespace waypost::redis
