#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <waypost/click.hpp>
#include <waypost/ids.hpp>
#include <waypost/task.hpp>

namespace waypost {

// Trends are kept in quarters of an hour, since some time zones are off by 15 minutes: the number of quarters
// since 1970-01-01T00:00:00Z.
using quarter_hour = std::uint32_t;

constexpr quarter_hour quarter_hour_of(std::int64_t time_ms) noexcept {
  return static_cast<quarter_hour>(time_ms / (15 * 60 * 1000));
}

// What one campaign's ledger and facts say at one moment: raw sums, no rates.
struct campaign_counters {
  struct link {
    std::map<quarter_hour, std::uint64_t> clicks;
    std::uint64_t unique_clickers = 0;
  };

  std::vector<link> links;                        // by index; may be shorter than the campaign's list
  std::map<std::string, std::uint64_t> previews;  // by the name of who previewed
  std::map<std::string, std::uint64_t> bots;      // by name
  std::uint64_t fallbacks = 0;
  std::uint64_t unique_clickers = 0;
  std::uint64_t sent = 0;                // recipients reported as sent plus plain counts
  std::uint64_t unknown_recipients = 0;  // reports that named a recipient the campaign does not have
};

// What is known about one recipient.
struct recipient_facts {
  struct link {
    std::array<bool, device_kinds> clicked_on{};
  };

  std::vector<link> links;                  // one for each link of the campaign
  std::optional<std::int64_t> sent;         // seconds since 1970
  std::optional<std::int64_t> first_click;  // seconds since 1970
};

// Reads what the drain has written. The statistics' only view of Redis; one thread, the API's.
class counter_source {
 public:
  virtual ~counter_source() = default;

  // errc::redis_unavailable or redis_timeout where Redis cannot be asked.
  virtual task<campaign_counters> read(campaign_id campaign) = 0;

  // `links`: how many links the campaign has; `created_s`: when it was made, seconds since 1970.
  virtual task<recipient_facts> read_recipient(campaign_id campaign, std::uint32_t position,
                                               std::uint16_t links, std::int64_t created_s) = 0;
};

}  // namespace waypost
