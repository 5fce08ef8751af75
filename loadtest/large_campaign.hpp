#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <waypost/campaign.hpp>

#include "attribution/redis/command.hpp"
#include "tests/live/redis/connected.hpp"

// The campaign whose numbers are measured: three links; all sent within four hours and delivered; 1 % failed,
// five errors; one in five clicked, on four kinds of device; five million clicks over 1,000 quarters of 30
// days, by clients of many names; 2 % conversions with values, a goal of seven days and a funnel of four
// steps.
namespace waypost::loadtest {

inline constexpr std::uint16_t large_campaign_links = 3;
inline constexpr std::int64_t large_campaign_s = 30 * 86400;  // how long its clicks come

// As if its recipients had been registered when it was made.
campaign large_campaign(std::uint32_t recipients);

// The campaign's facts and counts in Redis, as the drain would have written them, and whoever moves them on.
// Owned by the benchmark, one thread; throws where Redis refuses. Link and campaign outlive it.
class campaign_in_redis {
 public:
  // Writes all of it.
  campaign_in_redis(test::connected& link, const campaign& of);

  std::uint32_t chunks() const noexcept;

  // The keys that a click moves in a chunk.
  std::vector<std::string> clicks_of(std::uint32_t chunk) const;

  // A step has touched these keys.
  void move(const std::vector<std::string>& names);

  // A step has touched the clicks of the first so many chunks, or of all there are.
  void move_clicks(std::uint32_t chunks);

  // So many more conversions of the first chunk's recipients.
  void convert_in_first_chunk(std::uint32_t conversions);

  // How many keys there are of each kind, and how many bytes Redis needs for them.
  std::map<std::string, std::pair<std::uint64_t, std::int64_t>> memory();

 private:
  struct chunk_values;
  class chunk_drawer;

  void call(const redis::command& c);
  void store_counts(chunk_drawer& draw);
  void store_errors();
  void store(std::uint32_t chunk, const chunk_values& values);

  test::connected& link_;
  const campaign& of_;
  std::mt19937_64 random_{7};
};

}  // namespace waypost::loadtest
