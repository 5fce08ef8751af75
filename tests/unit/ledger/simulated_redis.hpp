#pragma once

#include <cstdint>
#include <map>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <variant>
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
  bool keeps_least = true;       // of the numbers that are merged into an array
};

// One of a step's facts.
struct clicked_bit {
  std::uint16_t link = 0;
  std::uint32_t recipient = 0;

  friend auto operator<=>(const clicked_bit&, const clicked_bit&) = default;
};
struct merged_number {
  step_facts::array of{};
  std::uint32_t recipient = 0;
  std::uint64_t value = 0;
};
struct hash_entry {
  step_facts::hash_part part;
  std::string field;
  std::string value;
};
using simulated_fact = std::variant<clicked_bit, merged_number, hash_entry>;

// A campaign's facts and counts.
struct simulated_campaign {
  using array_place = std::pair<step_facts::array, std::uint32_t>;  // recipient
  using hash_place = std::pair<step_facts::hash_part, std::string>;

  std::set<clicked_bit> clicked;
  std::map<array_place, std::uint64_t> arrays;
  std::map<hash_place, std::string> hashes;
  std::map<std::string, std::uint64_t> counts;  // by field of the ledger
};

// A Redis as far as steps concern it: a state, and the log of writes it can be made of again. A crash or a
// failover loses a suffix of the log, and may replay a fragment of a transaction that was torn.
class simulated_redis {
 public:
  using random = std::minstd_rand;

  explicit simulated_redis(protocol rules) : rules_(rules) {}

  struct facts_call {
    campaign_id campaign{};
    journal_name journal;
    std::uint64_t token = 0;
    std::vector<simulated_fact> facts;
  };
  struct apply_call {
    campaign_id campaign{};
    journal_name journal;
    step_action step;
    std::vector<std::pair<std::string, std::uint64_t>> adds;  // field of the ledger, what to add
  };

  ledger_position position(campaign_id campaign, const journal_name& journal) const;
  void write(const facts_call& call, random& dice);
  apply_answer apply(const apply_call& call);
  void lose_tail(random& dice);

  const simulated_campaign& of(campaign_id campaign) const { return state_[index(campaign)].sums; }

  static constexpr std::size_t campaigns = 2;
  static std::size_t index(campaign_id c) { return static_cast<std::size_t>(c) - 1; }

 private:
  // One entry of the log: absolute values, as Redis logs a script's only write.
  struct entry {
    campaign_id campaign{};
    journal_name journal;
    std::vector<simulated_fact> facts = {};
    std::vector<std::pair<std::string, std::uint64_t>> counts = {};
    std::uint64_t token = 0;      // 0: the entry does not touch the fence
    std::uint64_t watermark = 0;  // 0: the entry does not touch the ledger
  };
  struct of_campaign {
    simulated_campaign sums;
    std::map<journal_name, std::uint64_t> fences;
    std::map<journal_name, std::uint64_t> watermarks;
  };

  void log(entry e);
  void play(const entry& e);
  void merge(simulated_campaign& into, const simulated_fact& fact) const;

  protocol rules_;
  std::vector<entry> log_;
  std::vector<of_campaign> state_ = std::vector<of_campaign>(campaigns);
};

}  // namespace waypost::test
