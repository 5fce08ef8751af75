#pragma once

#include <cstdint>
#include <map>
#include <random>
#include <set>
#include <tuple>
#include <vector>

#include <waypost/journal.hpp>

#include "attribution/ledger/apply_call.hpp"
#include "attribution/ledger/step_machine.hpp"
#include "attribution/ledger/step_sum.hpp"

namespace waypost::test {

// What the protocol rests on, each of which can be taken away to see that the simulator notices.
struct protocol {
  bool checks_fence = true;
  bool checks_watermark = true;
  bool facts_with_fence = true;  // in one transaction
  bool holds_back = true;        // no step reaches past an event whose campaign is not known
};

// A Redis as far as steps concern it: a state, and the log of writes it can be made of again. A crash or a
// failover loses a suffix of the log, and may replay a fragment of a transaction that was torn.
class simulated_redis {
 public:
  using random = std::minstd_rand;
  using fact = std::tuple<std::uint16_t, std::uint32_t>;  // link, recipient
  using count = std::tuple<std::uint16_t, quarter_hour>;  // link, quarter of an hour

  explicit simulated_redis(protocol rules) : rules_(rules) {}

  struct facts_call {
    campaign_id campaign{};
    journal_name journal;
    std::uint64_t token = 0;
    std::vector<fact> facts;
  };
  struct apply_call {
    campaign_id campaign{};
    journal_name journal;
    step_action step;
    std::vector<std::pair<count, std::uint64_t>> adds;
  };

  ledger_position position(campaign_id campaign, const journal_name& journal) const;
  void write(const facts_call& call, random& dice);
  apply_answer apply(const apply_call& call);
  void lose_tail(random& dice);

  const std::set<fact>& facts(campaign_id campaign) const { return state_[index(campaign)].facts; }
  const std::map<count, std::uint64_t>& counts(campaign_id campaign) const {
    return state_[index(campaign)].counts;
  }

  static constexpr std::size_t campaigns = 2;
  static std::size_t index(campaign_id c) { return static_cast<std::size_t>(c) - 1; }

 private:
  // One entry of the log: absolute values, as Redis logs a script's only write.
  struct entry {
    campaign_id campaign{};
    journal_name journal;
    std::vector<fact> facts = {};
    std::vector<std::pair<count, std::uint64_t>> counts = {};
    std::uint64_t token = 0;      // 0: the entry does not touch the fence
    std::uint64_t watermark = 0;  // 0: the entry does not touch the ledger
  };
  struct of_campaign {
    std::set<fact> facts;
    std::map<count, std::uint64_t> counts;
    std::map<journal_name, std::uint64_t> fences;
    std::map<journal_name, std::uint64_t> watermarks;
  };

  void log(entry e);
  void play(const entry& e);

  protocol rules_;
  std::vector<entry> log_;
  std::vector<of_campaign> state_ = std::vector<of_campaign>(campaigns);
};

}  // namespace waypost::test
