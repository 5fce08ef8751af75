#include "attribution/ledger/fact_alarms.hpp"

namespace waypost {

namespace {

// When so many were told of, they may be told of again.
constexpr std::size_t most_remembered = 100000;

}  // namespace

void fact_alarms::missing(campaign_id campaign, const std::string& key) {
  if (!is_new(key)) return;
  log_.alarm("campaign " + to_text(campaign) + ": Redis lost " + key + ", which its ledger lists");
}

void fact_alarms::corrupt(campaign_id campaign, const std::string& key) {
  if (!is_new(key)) return;
  log_.alarm("campaign " + to_text(campaign) + ": what Redis has in " + key + " makes no sense");
}

void fact_alarms::too_large(campaign_id campaign, const std::string& key) {
  if (!is_new(key)) return;
  log_.alarm("campaign " + to_text(campaign) + ": " + key + " has more conversions than can be read");
}

bool fact_alarms::is_new(const std::string& key) {
  if (told_.size() >= most_remembered) told_.clear();
  return told_.insert(key).second;
}

}  // namespace waypost
