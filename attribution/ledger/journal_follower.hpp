#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

#include <waypost/log.hpp>

#include "attribution/journal/journal_reader.hpp"
#include "attribution/ledger/attribution.hpp"
#include "attribution/ledger/chain.hpp"
#include "attribution/ledger/held_events.hpp"

namespace waypost {

// Reads one journal and sorts its events to the chains of their campaigns. Reads on for all chains at the
// cursor; a chain that had no room, or whose watermark Redis lost, lags, and passes over earlier parts of the
// journal bring it back. So memory is bounded whatever Redis does. Does no I/O but the journal's; the drain's
// thread.
class journal_follower {
 public:
  // A chain that fails this often in a row gets no more events for now.
  static constexpr unsigned most_failures = 3;

  struct limits {
    std::size_t most_per_chain = 20000;  // weight of a chain's queue
    std::chrono::milliseconds unknown_patience{std::chrono::minutes(10)};
  };

  journal_follower(std::unique_ptr<journal_reader> journal, attributor& finder, event_reader& events,
                   limits l, std::function<std::uint64_t()> next_token, log_sink& log);

  const journal_name& name() const noexcept { return journal_->name(); }

  // Reads up to `most` events where they are needed most. False where there is nothing to read for anybody.
  bool read(std::size_t most, chain::clock::time_point now);

  // Looks again for the campaigns of held events; `waited` more of time with Redis there has gone by.
  void retry_held(std::chrono::milliseconds waited, chain::clock::time_point now);

  // Carries out a machine's release: all of the chain's events below `to` are in Redis, none from there on.
  // After a roll-back what is between is read again.
  void release(chain& of, const step_action& what, chain::clock::time_point now);

  // Forgets what a chain whose start is retired has left.
  void abandon(chain& of);

  // Gives the memory of a chain's queue back but for its first `keep` events; the others are read again
  // later. Not while a step is under way.
  void evict(chain& of, std::size_t keep = 0);

  // No step may reach past this offset.
  std::uint64_t limit() const noexcept { return held_.lowest(); }

  // All of the journal's events below this are in Redis, as far as it has answered.
  std::uint64_t applied_through() const;
  std::uint64_t end() const noexcept { return journal_->end(); }
  bool sealed() const noexcept { return journal_->sealed(); }
  // How many readable events are not applied, about.
  std::uint64_t behind() const;
  std::size_t weight() const;  // of all queues
  std::size_t held() const noexcept { return held_.size(); }
  void drained(std::uint64_t offset) noexcept { journal_->drained(offset); }

  // All chains; pointers to them stay valid as long as the follower.
  std::unordered_map<campaign_id, chain>& chains() noexcept { return chains_; }
  // Those that have events.
  const std::vector<chain*>& waiting();

 private:
  std::uint64_t complete_to(const chain& c) const noexcept { return c.lag.value_or(cursor_); }
  bool has_room(const chain& c) const noexcept;
  void set_lag(chain& c, std::uint64_t offset);
  std::uint64_t place_to_read() const;
  void take(const event& e, chain::clock::time_point now);
  bool take_late(const event& e, chain::clock::time_point now);
  chain& chain_of(campaign_id campaign);
  void enqueue(chain& c, const event& e, const attribution& of, chain::clock::time_point now);
  void finish_pass(std::uint64_t end);
  void report_unreadable(const event& e, boost::system::error_code why);
  void report_given_up(const event& e);
  void report_holding();

  std::unique_ptr<journal_reader> journal_;
  attributor& finder_;
  event_reader& events_;
  limits limits_;
  std::function<std::uint64_t()> next_token_;
  log_sink& log_;

  std::unordered_map<campaign_id, chain> chains_;
  std::set<campaign_id> lagging_;
  std::vector<chain*> waiting_;
  held_events held_;
  std::uint64_t cursor_ = 0;
  bool failing_ = false;  // told that the journal cannot be read
  bool holding_ = false;  // told that events are held back

  std::uint64_t pass_from_ = 0;                // of the pass under way
  std::optional<std::uint64_t> pass_stopped_;  // the event that could not even be held
};

}  // namespace waypost
