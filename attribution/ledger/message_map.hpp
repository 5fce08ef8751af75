#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <waypost/clock.hpp>
#include <waypost/ids.hpp>
#include <waypost/task.hpp>

#include "attribution/ledger/attributed.hpp"
#include "attribution/redis/connection.hpp"

namespace waypost {

// Where the messages of an account went, in Redis, by the ids that their `sent` gave. A message is known for
// one to two lifetimes: ids stand in generations, of which the last two are asked and Redis forgets the
// others. The first recipient of an id stays. The drain's thread.
class message_map {
 public:
  static constexpr std::chrono::seconds lifetime = std::chrono::hours(72);

  message_map(redis::connection& redis, wall_clock now) : redis_(redis), now_(std::move(now)) {}

  // Writes the position of the recipient of each message of the campaign. May be repeated.
  task<void> remember(account_id account, campaign_id campaign,
                      const std::map<std::string, std::uint32_t>& messages);

  // One answer for each id; nothing where it is not known.
  task<std::vector<std::optional<message_place>>> find(account_id account,
                                                       const std::vector<std::string>& ids);

 private:
  std::int64_t generation() const { return now_() / 1000 / lifetime.count(); }

  // An account's hashes that Redis was told when to forget.
  using told_hashes = std::vector<bool>;

  // Those of the generation, as far as they were told on this connection: an older one's Redis may have lost
  // it.
  told_hashes& told(account_id account, std::int64_t generation);

  redis::connection& redis_;
  wall_clock now_;
  std::int64_t told_generation_ = 0;
  std::uint64_t told_connection_ = 0;
  std::map<account_id, told_hashes> told_;
};

// What stands in Redis for a place.
std::string to_bytes(const message_place& place);
// Nothing where that is none.
std::optional<message_place> parse_message_place(std::string_view bytes) noexcept;

// Which of an account's hashes of messages has this id.
std::uint32_t hash_of_message(std::string_view id) noexcept;

}  // namespace waypost
