#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "attribution/ledger/click_sums.hpp"
#include "attribution/ledger/conversion_facts.hpp"
#include "attribution/ledger/conversion_sums.hpp"
#include "attribution/ledger/fact_times.hpp"
#include "attribution/ledger/failure_sums.hpp"
#include "attribution/ledger/ledger_contents.hpp"

namespace waypost {

// One chunk's facts added up, each kind as of the version it was read at. A tenth of what the facts
// themselves take, or less.
struct chunk_sums {
  chunk_versions versions;
  time_sums sent;
  time_sums delivered;
  time_sums first_click;
  failure_sums failed;
  click_sums clicked;
  conversion_facts conversions;

  // What follows from the above and the campaign's terms.
  bool outcome_known = false;
  std::vector<goal_sums> goals;
  std::vector<std::uint64_t> funnel;

  // Makes goals and funnel anew where they are not known.
  void find_outcome(std::uint32_t chunk, bool sent_reported, const conversion_terms& terms);

  // Lets go of what is not listed any more: Redis was set back.
  void forget_unlisted(const chunk_versions& listed);

  std::size_t bytes() const noexcept;
};

}  // namespace waypost
