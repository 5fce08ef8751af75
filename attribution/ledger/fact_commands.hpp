#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <waypost/errors.hpp>
#include <waypost/ids.hpp>
#include <waypost/journal.hpp>

#include "attribution/ledger/step_sum.hpp"
#include "attribution/redis/command.hpp"
#include "attribution/redis/reply.hpp"

namespace waypost {

// A fence's token as it stands in Redis: 16 hexadecimal digits.
std::string token_text(std::uint64_t token);

// The digests of the scripts that merge facts.
struct fact_scripts {
  std::string_view earliest;
  std::string_view merge_waiting;
};

// The commands that write a step's facts and its fence: MULTI … EXEC, each fact idempotent, the fence last.
std::vector<redis::command> fact_commands(campaign_id campaign, const journal_name& journal,
                                          std::uint64_t token, const step_facts& facts,
                                          const fact_scripts& digests);

// The replies to them judged as a whole: the facts and the fence are there only where every single one is
// good. A transaction in Redis goes on after a command in it failed, so the fence alone says nothing.
result<void> judge_facts(const std::vector<redis::reply>& replies);

// Errors of the step that another one's number stands for, by code: the code that is told for both. From the
// good replies to fact_commands().
std::map<std::string, std::string> errors_told_as_others(const step_facts& facts,
                                                         const std::vector<redis::reply>& replies);

// The keys of all chunks that the facts touch.
std::vector<std::string> touched_chunks(campaign_id campaign, const step_facts& facts);

}  // namespace waypost
