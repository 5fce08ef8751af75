#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <utility>

#include <waypost/ids.hpp>
#include <waypost/log.hpp>

namespace waypost {

// Tells which errors' codes share a number and so a line, each once. The drain's thread.
class shared_errors {
 public:
  explicit shared_errors(log_sink& log) : log_(log) {}

  // `others`: by code, the code that both are told as.
  void note(campaign_id campaign, const std::map<std::string, std::string>& others) {
    for (const auto& [code, told_as] : others) {
      if (told_.size() >= most_remembered || !told_.emplace(campaign, code).second) continue;
      log_.alarm("campaign " + to_text(campaign) + ": the errors " + told_as + " and " + code +
                 " share one line, under the former's code");
    }
  }

 private:
  static constexpr std::size_t most_remembered = 1000;  // and told of

  log_sink& log_;
  std::set<std::pair<campaign_id, std::string>> told_;
};

}  // namespace waypost
