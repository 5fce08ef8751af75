#pragma once

#include <memory>
#include <optional>
#include <variant>
#include <vector>

#include "attribution/ledger/journal_follower.hpp"
#include "tests/support/memory_journal.hpp"
#include "tests/support/recording_log.hpp"
#include "tests/unit/ledger/samples.hpp"
#include "tests/unit/ledger/simulated_redis.hpp"

namespace waypost::test {

// Calls that were sent and neither arrived nor were lost yet: they may still be carried out, late.
using late_calls = std::vector<std::variant<simulated_redis::facts_call, simulated_redis::apply_call>>;

// What can happen to a call, in per cent; the rest arrives and is answered.
struct call_luck {
  unsigned answer_lost = 0;
  unsigned late = 0;      // not yet carried out, the caller hears a timeout
  unsigned repeated = 0;  // carried out and answered, and carried out again later
  unsigned never_sent = 0;
};

// The drain of one start of a server: the real followers, chains and machines, with a simulated Redis instead
// of connections and with dice instead of a clock.
class simulated_server {
 public:
  simulated_server(const std::vector<std::shared_ptr<memory_log>>& journals, attributor& finder,
                   simulated_redis& redis, late_calls& late, protocol rules, std::uint64_t& tokens,
                   log_sink& log);

  void read(std::size_t most);
  void look_again();  // for the campaigns of held events
  // One chain, drawn, takes its next action. False where none has anything to do.
  bool act(simulated_redis::random& dice, call_luck luck);
  void doubt_all();
  void evict_one(simulated_redis::random& dice);

  bool at_rest() const;  // all is applied, as far as Redis has answered

 private:
  struct actor {
    journal_follower* from = nullptr;
    chain* of = nullptr;
    step_result::any last = step_result::resumed{};
    std::optional<step_sum> sum = std::nullopt;
  };

  actor& actor_of(journal_follower& from, chain& c);
  void perform(actor& a, const step_action& todo, simulated_redis::random& dice, call_luck luck);
  step_result::any send(const simulated_redis::facts_call& call, simulated_redis::random& dice,
                        call_luck luck);
  step_result::any send(const simulated_redis::apply_call& call, simulated_redis::random& dice,
                        call_luck luck);

  simulated_redis& redis_;
  late_calls& late_;
  protocol rules_;
  event_reader events_{clients(), nullptr};
  std::vector<std::unique_ptr<journal_follower>> followers_;
  std::vector<actor> actors_;
};

}  // namespace waypost::test
