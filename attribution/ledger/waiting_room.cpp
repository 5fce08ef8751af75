#include "attribution/ledger/waiting_room.hpp"

#include <algorithm>

#include "attribution/redis/keys.hpp"

namespace waypost {

std::int64_t waiting_room::in_hash(std::uint64_t recipients) noexcept {
  const auto all = std::max(least, for_each_recipient * recipients);
  return static_cast<std::int64_t>(all / redis::keys::hashes_of_waiting * 5 / 4);
}

std::int64_t waiting_room::in_hash_of(account_id account, clock::time_point now) {
  if (now >= count_again_) {
    recipients_ = campaigns_.recipients_by_account();
    count_again_ = now + count_again_every;
  }
  const auto found = recipients_.find(account);
  return in_hash(found == recipients_.end() ? 0 : found->second);
}

}  // namespace waypost
