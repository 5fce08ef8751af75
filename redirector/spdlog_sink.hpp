#pragma once

#include <memory>
#include <string_view>

#include <waypost/log.hpp>

namespace waypost {

// The log on standard error, through spdlog: a line each, with time and level. Any thread. `level`: "info",
// "warn" or "alarm", the least that is written.
std::unique_ptr<log_sink> make_spdlog_sink(std::string_view level);

}  // namespace waypost
