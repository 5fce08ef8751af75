#pragma once

#include <chrono>
#include <memory>
#include <vector>

#include <waypost/log.hpp>

#include "attribution/ledger/journal_follower.hpp"

namespace waypost {

// Tells how far the journals of earlier starts are applied: when it begins, every few seconds, and when one
// is through. The drain's thread.
class recovery_progress {
 public:
  recovery_progress(const std::vector<std::unique_ptr<journal_follower>>& followers, log_sink& log);

  void look(chain::clock::time_point now);

 private:
  void tell(const journal_follower& journal) const;

  std::vector<const journal_follower*> open_;
  log_sink& log_;
  chain::clock::time_point told_{};
};

}  // namespace waypost
