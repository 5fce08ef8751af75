#pragma once

#include <set>
#include <string>
#include <string_view>

#include <waypost/ids.hpp>
#include <waypost/log.hpp>

namespace waypost {

// Tells of facts that are gone or damaged, each key once. One thread, the API's.
class fact_alarms {
 public:
  explicit fact_alarms(log_sink& log) : log_(log) {}

  void missing(campaign_id campaign, const std::string& key);
  void corrupt(campaign_id campaign, const std::string& key);
  void too_large(campaign_id campaign, const std::string& key);

 private:
  bool is_new(const std::string& key);

  log_sink& log_;
  std::set<std::string> told_;
};

}  // namespace waypost
