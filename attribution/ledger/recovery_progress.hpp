#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include <waypost/log.hpp>

#include "attribution/ledger/journal_follower.hpp"

namespace waypost {

// Tells how far the journals of earlier starts are applied: every few seconds what has moved, and once when
// all are through. The drain's thread.
class recovery_progress {
 public:
  recovery_progress(const std::vector<std::unique_ptr<journal_follower>>& followers, log_sink& log);

  void look(chain::clock::time_point now);

 private:
  struct unfinished {
    const journal_follower* journal = nullptr;
    std::uint64_t told = 0;  // how far it was when that was told last
  };

  void tell(unfinished& each) const;

  std::vector<unfinished> open_;
  std::size_t journals_ = 0;
  std::uint64_t events_ = 0;
  log_sink& log_;
  chain::clock::time_point told_{};
};

}  // namespace waypost
