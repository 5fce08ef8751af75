#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>

#include <waypost/counters.hpp>

#include "attribution/ledger/chunk_sums.hpp"
#include "attribution/ledger/conversion_terms.hpp"
#include "attribution/ledger/error_names.hpp"
#include "attribution/ledger/ledger_contents.hpp"
#include "attribution/ledger/plain_sums.hpp"

namespace waypost {

// What was summed up from a campaign's facts, each part under the version it was read at: what no step has
// touched since need not be read again.
struct campaign_sums {
  template <class Sums>
  struct versioned {
    std::optional<fact_version> version;
    Sums sums{};
  };

  conversion_terms terms;      // goals and funnels follow from these,
  bool sent_reported = false;  // and from whether a send of any recipient was reported
  std::map<std::uint32_t, chunk_sums> chunks;
  std::map<std::uint32_t, versioned<plain_sums>> plain_counts;
  std::map<std::uint32_t, versioned<std::uint64_t>> unknown_events;
  versioned<error_names> errors;

  // All of it together: what the facts say of the campaign, the ledger's counts left zero.
  struct whole {
    versions_mark versions;
    campaign_counters counters;
  };
  std::optional<whole> together;

  // Takes the terms as they are now, and lets go of what followed from others.
  void set_terms(conversion_terms now, bool sent_reported_now);

  // Lets go of what is not listed any more.
  void forget_unlisted(const listed_facts& listed);

  std::size_t bytes() const noexcept;
};

}  // namespace waypost
