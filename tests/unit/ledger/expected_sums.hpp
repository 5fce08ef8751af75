#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include <waypost/journal.hpp>
#include <waypost/report.hpp>

#include "tests/unit/ledger/simulated_redis.hpp"

namespace waypost::test {

// What one campaign's clicks and reports must add up to, whatever happened on their way: taken from the
// events as they were made, in the order in which they happened to be made.
class expected_sums {
 public:
  // Recipients at positions 0 to 3 are called "u0" to "u3"; there are no others.
  static constexpr std::uint32_t recipients = 4;

  // A click on a kept link, in the quarter of an hour and at the time of day that are given.
  void add_click(std::uint16_t link, std::uint32_t recipient, std::int64_t time_ms);
  void add_report(const campaign_report& what, const journal_name& journal, std::uint64_t offset);

  // What is wrong with the campaign; nothing where all of it is exact.
  std::optional<std::string> difference(const simulated_campaign& seen) const;

 private:
  static std::optional<std::uint32_t> recipient_of(const campaign_report& what);
  void add_of_recipient(const campaign_report& what, std::uint32_t recipient, const std::string& event);
  void add_failure(const campaign_report& what);
  void take_least(step_facts::array of, std::uint32_t recipient, std::uint64_t value);
  void allow(step_facts::hash_part part, std::string field, std::string value);
  std::optional<std::string> difference_of_hashes(const simulated_campaign& seen) const;

  std::set<clicked_bit> clicked_;
  std::map<simulated_campaign::array_place, std::uint64_t> arrays_;
  std::map<simulated_campaign::hash_place, std::set<std::string>> hashes_;  // any one of these values
  std::map<std::string, std::uint64_t> counts_;
};

}  // namespace waypost::test
