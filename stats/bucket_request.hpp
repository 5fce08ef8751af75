#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <waypost/api.hpp>
#include <waypost/campaign.hpp>
#include <waypost/counters.hpp>

#include "stats/buckets.hpp"

namespace waypost {

// The time that numbers are of: from the first quarter of an hour that has any to the last.
class time_of_numbers {
 public:
  void include(const quarter_counts& counts);

  std::optional<std::int64_t> first_s() const noexcept { return first_s_; }
  std::optional<std::int64_t> end_s() const noexcept { return end_s_; }

 private:
  std::optional<std::int64_t> first_s_;
  std::optional<std::int64_t> end_s_;
};

inline constexpr std::array<std::string_view, 4> bucket_parameters{"interval", "time_zone", "from", "to"};

// Which buckets a call asks for: ?interval=&time_zone=&from=&to=. An empty parameter is one that is not
// given.
struct bucket_request {
  interval each = interval::day;
  time_zone zone;
  std::string zone_name;
  std::optional<std::int64_t> from_s;   // the campaign's beginning where absent
  std::optional<std::int64_t> until_s;  // exclusive; now where absent
};

// The zone is the campaign's unless one is named, the interval a day. Nothing, and `refusal` (422, naming the
// parameter) is set, where a parameter is no good.
std::optional<bucket_request> read_bucket_request(const api_request& request, const campaign& of,
                                                  api_response& refusal);

// The same for a call that has buckets only where it names an interval; `into` stays empty where it does not.
// False, and `refusal` (422, naming the parameter) is set, where a parameter is no good, or says of which
// time the buckets are to be where there are none.
bool read_bucket_request_if_any(const api_request& request, const campaign& of,
                                std::optional<bucket_request>& into, api_response& refusal);

// The buckets asked for, of `series` rows of numbers. What is not said of their time follows from the
// campaign's creation, `numbers` and `now_s`. Nothing, and `refusal` (422) is set, where they are too many.
std::optional<buckets> buckets_for(const bucket_request& asked, const campaign& of,
                                   const time_of_numbers& numbers, std::int64_t now_s, std::size_t series,
                                   api_response& refusal);

}  // namespace waypost
