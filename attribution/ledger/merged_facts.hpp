#pragma once

#include <cstdint>
#include <vector>

#include <waypost/counters.hpp>

#include "attribution/ledger/chunk_sums.hpp"
#include "attribution/ledger/conversion_terms.hpp"
#include "attribution/ledger/error_names.hpp"
#include "attribution/ledger/plain_sums.hpp"

namespace waypost {

// A campaign's facts, added up chunk by chunk.
class merged_facts {
 public:
  explicit merged_facts(const conversion_terms& terms)
      : goals_(terms.goals.size()), funnel_(terms.steps.size()) {}

  // Its outcome must be known.
  void add(const chunk_sums& chunk);
  void add(const plain_sums& counts);
  void add_unknown(std::uint64_t events) { unknown_ += events; }
  // Of recipients in no chunk.
  void add_funnel(const std::vector<std::uint64_t>& steps);

  bool all_errors_known(const error_names& names) const;

  campaign_counters counters(const error_names& names) const;

 private:
  void add_errors(campaign_counters& to, const error_names& names) const;

  plain_sums messages_;  // with and without a recipient
  quarter_sums first_clicks_;
  click_sums clicked_;
  std::vector<goal_sums> goals_;
  std::vector<std::uint64_t> funnel_;
  std::uint64_t unknown_ = 0;
};

}  // namespace waypost
