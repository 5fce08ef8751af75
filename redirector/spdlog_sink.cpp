#include "redirector/spdlog_sink.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace waypost {

namespace {

class spdlog_sink final : public log_sink {
 public:
  explicit spdlog_sink(spdlog::level::level_enum least)
      : logger_("waypost", std::make_shared<spdlog::sinks::stderr_sink_mt>()) {
    logger_.set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l %v");
    logger_.set_level(least);
    logger_.flush_on(spdlog::level::info);
  }

  void info(std::string_view line) override { logger_.info(line); }
  void warn(std::string_view line) override { logger_.warn(line); }
  void alarm(std::string_view line) override { logger_.critical(line); }

 private:
  spdlog::logger logger_;
};

}  // namespace

std::unique_ptr<log_sink> make_spdlog_sink(std::string_view level) {
  const auto least = level == "alarm"  ? spdlog::level::critical
                     : level == "warn" ? spdlog::level::warn
                                       : spdlog::level::info;
  return std::make_unique<spdlog_sink>(least);
}

}  // namespace waypost
