#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <waypost/ids.hpp>
#include <waypost/task.hpp>

#include "attribution/ledger/waiting_callback.hpp"
#include "attribution/ledger/waiting_room.hpp"
#include "attribution/redis/connection.hpp"

namespace waypost {

// The callbacks that wait in Redis for their messages to become known. Steps put them there; here they are
// looked through and taken away. The drain's thread.
class waiting_callbacks {
 public:
  struct entry {
    std::string field;
    std::string message_id;
    waiting_callback waits;
  };
  struct page {
    std::string cursor;  // of the next page; "0" at the end
    std::vector<entry> entries;
    std::vector<std::string> unreadable;  // fields
  };

  explicit waiting_callbacks(redis::connection& redis) : redis_(redis) {}

  // The account may have callbacks waiting from now on. May be repeated.
  task<void> note(account_id account);
  // All that were ever noted.
  task<std::vector<account_id>> accounts();

  // Those about these messages.
  task<std::vector<entry>> about(account_id account, const std::vector<std::string>& message_ids);

  // Which of these callbacks, by field, have no room: the hash is full, and they are not in it. As of now: a
  // step's own all find the room that there was before it.
  task<std::vector<bool>> without_room(account_id account, const std::vector<std::string>& fields,
                                       waiting_room& room);

  // Which of the account's hashes have any.
  task<std::vector<std::uint32_t>> hashes_in_use(account_id account);
  // Some of those in one of the account's hashes, from `cursor` on: "0" at first. One may come twice.
  task<page> read(account_id account, std::uint32_t hash, std::string cursor);

  // They wait no more.
  task<void> take_away(account_id account, std::uint32_t hash, const std::vector<std::string>& fields);
  // They wait no more, and each that did is counted as an unknown message, by whichever server was first.
  task<void> give_up(account_id account, std::uint32_t hash, const std::vector<std::string>& fields);

 private:
  redis::connection& redis_;
};

}  // namespace waypost
