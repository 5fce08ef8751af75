#pragma once

#include <string>
#include <string_view>
#include <unordered_set>

#include <waypost/journal.hpp>
#include <waypost/log.hpp>

#include "attribution/ledger/chain.hpp"

namespace waypost {

// Knows which chains' steps keep failing, and tells it once an outage, however many they are. Owned by the
// runner of the steps; the drain's thread.
class failing_chains {
 public:
  explicit failing_chains(log_sink& log) : log_(log) {}

  // To be told of every chain whose run ends; `why` is what its last action failed with.
  void note(const chain& c, const journal_name& journal, std::string_view why, chain::clock::time_point now);

  // Tells what has lasted long enough, and when it is over.
  void look(chain::clock::time_point now);

 private:
  log_sink& log_;
  std::unordered_set<const chain*> failing_;
  std::string first_;  // of this outage, for the log
  chain::clock::time_point since_{};
  bool told_ = false;
};

}  // namespace waypost
