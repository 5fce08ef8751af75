#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <waypost/ids.hpp>
#include <waypost/task.hpp>

namespace waypost {

// One of a campaign's links. Each recipient has a code of its own for it.
struct link {
  std::string label;
  std::string url;  // the destination, checked at registration
  bool paused = false;
};

// What the platform reports as `event` converts a recipient within `window_minutes` of its send, or of its
// registration where no send of it was reported.
struct conversion_goal {
  std::string event;
  std::uint32_t window_minutes = 0;

  friend bool operator==(const conversion_goal&, const conversion_goal&) = default;
};

// Recipients from `first_position` on, up to the next registration's, were registered at `at_s`.
struct registration {
  std::uint32_t first_position = 0;
  std::int64_t at_s = 0;  // seconds since 1970

  friend bool operator==(const registration&, const registration&) = default;
};

// A campaign as everyone above the registry sees it: a value, replaced as a whole when it changes.
struct campaign {
  campaign_id id{};
  account_id account{};
  std::string name;
  std::string time_zone;                   // an IANA name
  std::int64_t created_s = 0;              // seconds since 1970; facts count their times from here
  std::optional<std::int64_t> expires_ms;  // milliseconds since 1970
  std::optional<std::string> fallback_url;
  bool paused = false;
  bool singles = false;       // holds an account's single links: its codes are shared, it has no recipients
  std::uint64_t version = 0;  // counted up with every change
  std::vector<link> links;
  std::uint32_t recipients = 0;              // registered positions are 0 to recipients - 1
  std::vector<registration> registrations;   // by first_position
  std::vector<conversion_goal> conversions;  // no two with the same event
  std::vector<std::string> funnel;           // steps: sent, delivered, clicked, or an event
};

// Finds campaigns. One thread, the API's.
class campaign_catalogue {
 public:
  virtual ~campaign_catalogue() = default;

  // The account's campaign, or null: another account's and an unknown one look the same.
  virtual std::shared_ptr<const campaign> find(account_id account, campaign_id id) const = 0;

  // All of the account's campaigns, the oldest first.
  virtual std::vector<std::shared_ptr<const campaign>> all_of(account_id account) const = 0;
};

// Leads from a recipient's own id to its position and from there to its short URLs. One thread, the API's.
class recipient_lookup {
 public:
  virtual ~recipient_lookup() = default;

  // The position of the recipient that the platform calls `recipient`; errc::not_found where there is none.
  virtual task<std::uint32_t> position_of(const campaign& of, std::string_view recipient) = 0;

  // The platform's own ids of positions first … first + count - 1; empty for recipients without one.
  virtual task<std::vector<std::string>> ids_of(const campaign& of, std::uint32_t first,
                                                std::uint32_t count) = 0;

  // One short URL for each link of the campaign; empty where the recipient's blocks have none for a link.
  virtual std::vector<std::string> short_urls(const campaign& of, std::uint32_t position) const = 0;
};

}  // namespace waypost
