#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <waypost/counters.hpp>

#include "stats/bucket_request.hpp"
#include "stats/buckets.hpp"

namespace waypost {

// A campaign's numbers by bucket: each vector has one number for each bucket.
struct trend {
  std::vector<std::string> starts;
  std::vector<std::uint64_t> sent;
  std::vector<std::uint64_t> delivered;
  std::vector<std::uint64_t> failed;
  std::vector<std::uint64_t> clicks;        // on all links
  std::vector<std::uint64_t> first_clicks;  // recipients at their first click
  std::vector<std::uint64_t> converted;     // of the first goal, influenced
  std::vector<money> revenue;               // likewise
};

// The time of everything that a trend shows.
time_of_numbers time_of_trend(const campaign_counters& counters);

trend trend_by(const buckets& each, const campaign_counters& counters);

}  // namespace waypost
