#pragma once

#include <cstdint>
#include <string_view>

#include <waypost/errors.hpp>
#include <waypost/ids.hpp>
#include <waypost/journal.hpp>

#include "attribution/ledger/step_sum.hpp"
#include "attribution/redis/command.hpp"
#include "attribution/redis/reply.hpp"

namespace waypost {

// What the apply script answered.
struct apply_answer {
  enum class verdict : std::uint8_t {
    applied,    // the counts are in and the watermark is at the step's end
    retired,    // the journal's start is retired: it may change nothing any more
    watermark,  // the watermark is not where the step begins
    fence,      // the step's facts are not proven to be there
  };

  verdict said = verdict::applied;
  std::uint64_t watermark = 0;  // the ledger's, after the call
};

// Where a journal stands in a campaign's ledger.
struct ledger_position {
  std::uint64_t watermark = 0;
  bool retired = false;  // the journal's start
};

// The call that applies the step [from, to): counts, versions of the chunks it touched and the watermark.
redis::command apply_command(campaign_id campaign, const journal_name& journal, std::uint64_t from,
                             std::uint64_t to, std::uint64_t token, const step_sum& sum,
                             std::string_view digest);

// errc::redis_protocol where the reply is not the script's.
result<apply_answer> parse_apply(const redis::reply& answer);

redis::command position_command(campaign_id campaign, const journal_name& journal);
result<ledger_position> parse_position(const journal_name& journal, const redis::reply& answer);

}  // namespace waypost
