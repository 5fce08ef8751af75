#pragma once

#include <algorithm>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include <waypost/log.hpp>

namespace waypost::test {

// Keeps what was logged, so that a test can ask for it.
class recording_log final : public log_sink {
 public:
  void info(std::string_view line) override { keep("info ", line); }
  void warn(std::string_view line) override { keep("warn ", line); }
  void alarm(std::string_view line) override { keep("alarm ", line); }

  std::vector<std::string> lines() const {
    const std::lock_guard lock(mutex_);
    return lines_;
  }

  bool contains(std::string_view part) const {
    const std::lock_guard lock(mutex_);
    return std::any_of(lines_.begin(), lines_.end(),
                       [&](const std::string& line) { return line.find(part) != line.npos; });
  }

 private:
  void keep(std::string_view level, std::string_view line) {
    const std::lock_guard lock(mutex_);
    lines_.emplace_back(std::string(level) + std::string(line));
  }

  mutable std::mutex mutex_;
  std::vector<std::string> lines_;
};

}  // namespace waypost::test
