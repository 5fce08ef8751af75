#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <waypost/campaign.hpp>
#include <waypost/counters.hpp>
#include <waypost/report.hpp>

#include "tests/live/model/drawn_campaign.hpp"
#include "tests/live/model/known_clients.hpp"

namespace waypost::test {

// An answered request for one of a campaign's links, with whom it is to count for.
struct tap {
  std::int64_t time_ms = 0;
  std::uint32_t recipient = 0;
  std::uint16_t link = 0;
  bool fallback = false;
  bool head = false;
  bool prefetch = false;
  const known_client* client = nullptr;
  const known_network* from = nullptr;
};

// What a provider says of one message, whose id is all that it knows.
struct delivery_callback {
  campaign_report said;
};

// What a campaign's numbers must be: docs/numbers.md in plain containers. Knows no journal, no Redis and
// nothing of how the numbers are kept; whatever is added may be added in any order.
class campaign_model {
 public:
  // `drawn` must outlive it.
  explicit campaign_model(const drawn_campaign& drawn)
      : drawn_(drawn), of_(drawn.of), shared_(drawn.shared), position_by_id_(drawn.position_by_id()) {}

  void add(const tap& t);
  void add(const campaign_report& r);
  void add(const delivery_callback& c);

  const campaign& of() const noexcept { return of_; }
  campaign_counters counters() const;
  recipient_facts facts_of(std::uint32_t position) const;
  std::vector<std::uint32_t> select(const recipient_filter& wanted, std::uint32_t chunk) const;
  // Callbacks that wait for their message's send: of each message one of each type.
  std::uint64_t waiting_callbacks() const;

 private:
  struct failure_seen {
    std::int64_t at_s = 0;
    std::uint64_t number = 0;
    std::string code;

    friend auto operator<=>(const failure_seen&, const failure_seen&) = default;
  };
  struct known_recipient {
    std::optional<std::int64_t> sent;
    std::optional<std::int64_t> delivered;
    std::optional<std::int64_t> first_click;
    std::optional<failure_seen> failed;
    std::set<std::pair<std::uint16_t, device>> clicked;
    std::vector<recipient_facts::conversion> conversions;
  };
  struct plain_count {
    report_type type = report_type::sent;
    std::uint64_t count = 0;
    std::int64_t at_s = 0;
    std::string error;
  };

  // Its time as facts have it: what was before the campaign counts as its first second.
  std::int64_t counted(std::int64_t at_s) const { return at_s < of_.created_s ? of_.created_s : at_s; }
  quarter_hour quarter(std::int64_t at_s) const { return quarter_hour_of(counted(at_s) * 1000); }
  // False where this recipient's event of this type and id was there before.
  bool is_new(const campaign_report& r, std::optional<std::uint32_t> position);
  std::optional<std::uint32_t> position_of(const campaign_report& r) const;
  void add_of_recipient(const campaign_report& r, known_recipient& to);

  const known_recipient& at(std::uint32_t position) const;
  std::int64_t window_start(std::uint32_t position) const;
  std::vector<recipient_facts::conversion> conversions_within(std::uint32_t position,
                                                              const std::string& event,
                                                              std::optional<std::uint32_t> minutes) const;
  bool did(const std::string& step, std::uint32_t position) const;
  bool is_wanted(const recipient_filter& wanted, std::uint32_t position) const;

  void add_plain(campaign_counters& to) const;
  void add_failure(campaign_counters& to, const std::string& code, std::int64_t at_s,
                   std::uint64_t count) const;
  void add_clicks(campaign_counters& to, const known_recipient& r) const;
  void add_goals(campaign_counters& to, std::uint32_t position) const;
  void add_kind(conversion_counters::kind& to, const std::vector<recipient_facts::conversion>& all) const;

  const drawn_campaign& drawn_;
  const campaign& of_;
  bool shared_;  // its codes stand for links alone
  std::map<std::string, std::uint32_t> position_by_id_;
  campaign_counters counts_;  // what is counted one by one: clicks by quarter, clients, fallbacks, unknown
  std::map<std::uint32_t, known_recipient> recipients_;  // by position; those of whom something is known
  std::vector<plain_count> plain_;
  std::map<std::string, std::string> descriptions_;  // by code
  std::map<std::string, std::uint32_t> recipient_by_message_;
  std::map<std::string, std::vector<campaign_report>> waiting_;  // callbacks, by message
  // What counts once: an event of the type, whose it is, and its id.
  std::set<std::tuple<report_type, std::string, std::string>> with_id_;
  bool a_send_was_reported_ = false;
};

}  // namespace waypost::test
