#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include <waypost/ids.hpp>
#include <waypost/journal.hpp>

#include "attribution/ledger/attributed.hpp"
#include "attribution/ledger/step_machine.hpp"
#include "attribution/ledger/step_sum.hpp"

namespace waypost {

// One journal's events of one campaign, or callbacks of one account, on their way into Redis: a queue in
// order of offsets, and the machine that decides their steps. Owned by its journal's follower; the drain's
// thread.
//
// The queue is complete: of the campaign's events from the watermark up to where the follower has read for
// this chain, none is missing in it but those that the follower holds back.
class chain {
 public:
  using clock = std::chrono::steady_clock;

  chain(const journal_name& journal, campaign_id campaign, std::function<std::uint64_t()> next_token)
      : machine(std::move(next_token)), journal_(journal), campaign_(campaign) {}

  campaign_id campaign() const noexcept { return campaign_; }

  // Takes the event into the queue at its place. False where it is in Redis or in the queue already.
  bool add(attributed event, clock::time_point now);
  // Forgets all events below `offset`; the others wait from now on.
  void release(std::uint64_t offset, clock::time_point now);
  // Forgets all events from `offset` on.
  void truncate(std::uint64_t offset);

  std::vector<attributed>& queue() noexcept { return queue_; }
  const std::vector<attributed>& queue() const noexcept { return queue_; }
  std::size_t weight() const noexcept { return weight_; }  // about how many clicks' memory
  clock::time_point waiting_since() const noexcept { return waiting_since_; }

  // The end of the next step: over the queue's front as far as recipients and messages are resolved, below
  // `limit`, at most `most` events and what one call may write. Nothing where that is no event.
  std::optional<std::uint64_t> ready_to(std::uint64_t limit, std::size_t most);
  // The sum of the step that ready_to() has just answered.
  step_sum take_sum() { return std::move(*prepared_); }

  step_machine machine;

  // The follower's: where it has to take up reading for this chain, where that is not where it reads for all.
  std::optional<std::uint64_t> lag;
  bool refused = false;          // had no room in the pass under way
  bool listed = false;           // among those that have events
  std::uint32_t recipients = 0;  // of the campaign when its last event was read
  account_id account{};          // of the campaign
  // The drain's.
  bool running = false;               // a coroutine carries the machine's actions out
  clock::time_point active{};         // when its last step went in
  clock::time_point blocked_until{};  // its first event's recipient is not known, or its last step failed
  std::size_t last_step = 0;          // its events
  bool cut = false;                   // it had no room for the events after it: they need not wait
  bool confirmed = false;             // Redis told its watermark since it was last doubted

 private:
  journal_name journal_;
  campaign_id campaign_;
  std::vector<attributed> queue_;
  std::size_t weight_ = 0;
  clock::time_point waiting_since_{};
  std::optional<step_sum> prepared_;
};

}  // namespace waypost
