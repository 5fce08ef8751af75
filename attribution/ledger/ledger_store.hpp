#pragma once

#include <cstdint>
#include <map>
#include <string>

#include <waypost/ids.hpp>
#include <waypost/journal.hpp>
#include <waypost/task.hpp>

#include "attribution/ledger/apply_call.hpp"
#include "attribution/ledger/step_machine.hpp"
#include "attribution/ledger/step_sum.hpp"
#include "attribution/redis/connection.hpp"

namespace waypost {

// Carries out the machines' actions on Redis, each one call and none ever repeated from here. The drain's
// thread.
class ledger_store {
 public:
  explicit ledger_store(redis::connection& redis) : redis_(redis) {}

  // Which connection to Redis calls go out on now: redis::connection::generation().
  std::uint64_t connection() const noexcept { return redis_.generation(); }

  task<void> load_scripts();
  task<ledger_position> read_position(campaign_id campaign, const journal_name& journal);

  // The facts and the token in the fence, all or (as far as the answer goes) nothing. Answers
  // errors_told_as_others(). errc::redis_noscript before load_scripts().
  task<std::map<std::string, std::string>> write_facts(campaign_id campaign, const journal_name& journal,
                                                       std::uint64_t token, const step_facts& facts);

  task<apply_answer> apply(campaign_id campaign, const journal_name& journal, const step_action& step,
                           const step_sum& sum);

 private:
  redis::connection& redis_;
  std::string apply_digest_;
  std::string earliest_digest_;
  std::string merge_waiting_digest_;
};

}  // namespace waypost
