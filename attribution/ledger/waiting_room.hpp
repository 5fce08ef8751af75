#pragma once

#include <chrono>
#include <cstdint>
#include <unordered_map>

#include <waypost/ids.hpp>

#include "attribution/ledger/directory_attributor.hpp"

namespace waypost {

// How many callbacks of an account may wait: two for each of its recipients, a million at least, so that a
// key which got into wrong hands does not fill Redis. The drain's thread.
class waiting_room {
 public:
  using clock = std::chrono::steady_clock;

  static constexpr std::uint64_t least = 1'000'000;  // about 200 MB of Redis
  static constexpr std::uint64_t for_each_recipient = 2;
  // All campaigns are gone through no more often.
  static constexpr std::chrono::seconds count_again_every{10};

  explicit waiting_room(directory_attributor& campaigns) : campaigns_(campaigns) {}

  // In one of an account's hashes, if it has so many recipients: its part of all and a quarter, since the
  // hashes do not fill evenly.
  static std::int64_t in_hash(std::uint64_t recipients) noexcept;

  // The same as its campaigns are now, or were count_again_every ago.
  std::int64_t in_hash_of(account_id account, clock::time_point now);

 private:
  directory_attributor& campaigns_;
  std::unordered_map<account_id, std::uint64_t> recipients_;
  clock::time_point count_again_{};
};

}  // namespace waypost
