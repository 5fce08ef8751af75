#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <waypost/block.hpp>
#include <waypost/campaign.hpp>
#include <waypost/click.hpp>
#include <waypost/ids.hpp>
#include <waypost/task.hpp>

namespace waypost {

// Trends are kept in quarters of an hour, since some time zones are off by 15 minutes: the number of quarters
// since 1970-01-01T00:00:00Z.
using quarter_hour = std::uint32_t;

inline constexpr std::int64_t quarter_hour_s = 15 * 60;

constexpr quarter_hour quarter_hour_of(std::int64_t time_ms) noexcept {
  return static_cast<quarter_hour>(time_ms / (quarter_hour_s * 1000));
}

// How many in each quarter of an hour: by time, without quarters that have none.
using quarter_counts = std::map<quarter_hour, std::uint64_t>;

// Sums of money in minor units (ISO 4217) by currency.
using money = std::map<std::string, std::int64_t>;

// Recipients who did one of the campaign's conversion events within its window.
struct conversion_counters {
  struct kind {
    std::uint64_t converted = 0;            // recipients
    quarter_counts by_quarter;              // recipients, each at the first of its conversions that count
    std::map<quarter_hour, money> revenue;  // of all conversions that count
  };

  kind influenced;     // all of them
  kind click_through;  // of recipients whose first click is not later than the conversion
};

// Recipients (and plain counts) whose first failure has this error.
struct error_counters {
  std::string description;  // as it was reported; may be empty
  quarter_counts failed;
  std::int64_t first_seen_s = 0;  // seconds since 1970
  std::int64_t last_seen_s = 0;
};

// What one campaign's ledger and facts say at one moment: raw sums, no rates.
struct campaign_counters {
  struct link {
    quarter_counts clicks;
    std::uint64_t unique_clickers = 0;
  };
  // Answered requests by people, or requests by others, by name out of a bounded vocabulary.
  using by_name = std::map<std::string, std::uint64_t>;

  std::vector<link> links;  // by index; may be shorter than the campaign's list
  by_name previews;
  by_name bots;
  by_name systems;    // of clicks
  by_name browsers;   // of clicks
  by_name devices;    // of clicks
  by_name countries;  // of clicks: ISO 3166-1 alpha-2; empty where no database of countries is in use
  std::uint64_t fallbacks = 0;

  std::uint64_t unique_clickers = 0;
  std::vector<std::uint64_t> clickers_by_links;  // [k]: recipients who clicked exactly k + 1 links
  std::uint64_t forwarded_devices = 0;           // kinds of device beyond each recipient's first
  quarter_counts first_clicks;                   // recipients

  // Recipients at their first report, and plain counts at theirs.
  quarter_counts sent;
  quarter_counts delivered;
  quarter_counts failed;
  std::map<std::string, error_counters> errors;  // by code; they add up to `failed`
  std::uint64_t unknown_recipients = 0;          // reports that named a recipient the campaign does not have

  std::vector<conversion_counters> conversions;  // one for each of the campaign's conversions
  std::vector<std::uint64_t> funnel;             // recipients at each of the campaign's steps
};

// What is known about one recipient.
struct recipient_facts {
  struct link {
    std::array<bool, device_kinds> clicked_on{};
  };
  struct conversion {
    std::string event;
    std::int64_t at_s = 0;
    std::int64_t minor_units = 0;
    std::string currency;  // empty: it had no value
  };

  std::vector<link> links;                  // one for each link of the campaign
  std::optional<std::int64_t> sent;         // seconds since 1970
  std::optional<std::int64_t> delivered;    // seconds since 1970
  std::optional<std::int64_t> failed;       // seconds since 1970
  std::string error;                        // of the failure
  std::optional<std::int64_t> first_click;  // seconds since 1970
  std::vector<conversion> conversions;      // by time
  bool more_conversions = false;            // there are later ones
};

// Which recipients are wanted: those for whom all that is set here holds.
struct recipient_filter {
  std::optional<bool> clicked;
  std::optional<std::uint16_t> link;  // narrows `clicked` to this link
  std::optional<bool> sent;
  std::optional<bool> delivered;
  std::optional<bool> failed;
  std::optional<bool> converted;
  std::optional<std::size_t> goal;  // narrows `converted` to this of the campaign's conversions
};

// Reads what the drain has written. The statistics' only view of Redis; one thread, the API's.
class counter_source {
 public:
  virtual ~counter_source() = default;

  // errc::redis_unavailable or redis_timeout where Redis cannot be asked.
  virtual task<campaign_counters> read(const campaign& of) = 0;

  virtual task<recipient_facts> read_recipient(const campaign& of, std::uint32_t position) = 0;

  // The positions, ascending, of the recipients in run `chunk` (positions from chunk × recipients_per_chunk
  // on) that the filter wants.
  virtual task<std::vector<std::uint32_t>> select(const campaign& of, const recipient_filter& wanted,
                                                  std::uint32_t chunk) = 0;
};

}  // namespace waypost
