#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>

#include <waypost/clock.hpp>
#include <waypost/task.hpp>

#include "attribution/ledger/chain.hpp"
#include "attribution/ledger/directory_attributor.hpp"
#include "attribution/recipients/recipient_store.hpp"

namespace waypost {

// Finds the positions of the recipients that reports in a chain's queue name. One that is not known may be in
// an upload that this server has not folded yet, so its report waits; after the patience it counts as
// unknown. The drain's thread.
class recipient_resolver {
 public:
  // From the report's receipt, and from when Redis could last be reached anew. Who reports a recipient has
  // had the answer to its upload before, so only another server's may be missing here, and that is folded
  // within a second. The campaign's later events of the same journal wait behind the report: longer would
  // make them late.
  static constexpr std::chrono::milliseconds patience{1500};
  static constexpr std::chrono::milliseconds retry{250};

  recipient_resolver(recipient_store& store, directory_attributor& campaigns, wall_clock now)
      : store_(store), campaigns_(campaigns), now_(std::move(now)) {}

  // Redis is reached anew: what was registered meanwhile may not have been folded here yet.
  void connected_anew() {
    connected_ms_ = now_();
    connected_at_ = chain::clock::now();
  }

  // Resolves what it can among the queue's first `most` events. Sets the chain's blocked_until where the
  // first of them has to wait.
  task<void> resolve(chain& of, std::size_t most);

 private:
  void resolve_codes_and_positions(chain& of, std::size_t most);
  void settle(attributed_report& report, std::optional<std::uint32_t> found) const;

  recipient_store& store_;
  directory_attributor& campaigns_;
  wall_clock now_;
  std::int64_t connected_ms_ = 0;
  chain::clock::time_point connected_at_{};
};

}  // namespace waypost
