#include "attribution/ledger/ledger_store.hpp"

#include "attribution/ledger/apply_script.hpp"
#include "attribution/ledger/earliest_script.hpp"
#include "attribution/ledger/fact_commands.hpp"
#include "attribution/ledger/merge_waiting_script.hpp"
#include "attribution/redis/keys.hpp"

namespace waypost {

namespace keys = redis::keys;

task<void> ledger_store::load_scripts() {
  std::vector<redis::command> load;
  load.push_back({"SCRIPT", "LOAD", scripts::apply});
  load.push_back({"SCRIPT", "LOAD", scripts::earliest});
  load.push_back({"SCRIPT", "LOAD", scripts::merge_waiting});
  const std::string slot = keys::registry_log();
  const auto loaded = co_await redis_.call_all(slot, std::move(load));
  if (!loaded) co_return loaded.error();
  for (const auto& digest : *loaded)
    if (digest.is_error()) co_return redis::error_of(digest.text);
  if (loaded->size() != 3) co_return errc::redis_protocol;
  apply_digest_ = (*loaded)[0].text;
  earliest_digest_ = (*loaded)[1].text;
  merge_waiting_digest_ = (*loaded)[2].text;
  co_return result<void>{};
}

task<ledger_position> ledger_store::read_position(campaign_id campaign, const journal_name& journal) {
  const std::string slot = keys::ledger(campaign);
  auto read = position_command(campaign, journal);
  const auto answer = co_await redis_.call(slot, std::move(read));
  if (!answer) co_return answer.error();
  co_return parse_position(journal, *answer);
}

task<std::map<std::string, std::string>> ledger_store::write_facts(campaign_id campaign,
                                                                   const journal_name& journal,
                                                                   std::uint64_t token,
                                                                   const step_facts& facts) {
  if (earliest_digest_.empty()) co_return errc::redis_noscript;
  const std::string slot = keys::fence(campaign);
  auto commands = fact_commands(campaign, journal, token, facts, {earliest_digest_, merge_waiting_digest_});
  const auto replies = co_await redis_.call_all(slot, std::move(commands));
  if (!replies) co_return replies.error();
  if (const auto judged = judge_facts(*replies); !judged) co_return judged.error();
  co_return errors_told_as_others(facts, *replies);
}

task<apply_answer> ledger_store::apply(campaign_id campaign, const journal_name& journal,
                                       const step_action& step, const step_sum& sum) {
  if (apply_digest_.empty()) co_return errc::redis_noscript;
  const std::string slot = keys::ledger(campaign);
  auto call = apply_command(campaign, journal, step.from, step.to, step.token, sum, apply_digest_);
  const auto answer = co_await redis_.call(slot, std::move(call));
  if (!answer) co_return answer.error();
  co_return parse_apply(*answer);
}

}  // namespace waypost
