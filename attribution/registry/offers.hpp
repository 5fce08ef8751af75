#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/steady_timer.hpp>

#include <waypost/task.hpp>

#include "attribution/registry/entry.hpp"
#include "attribution/registry/outcome.hpp"

namespace waypost {

// The changes that calls have offered and that are not answered yet: queued, in the one entry that is being
// appended, or folded and on their way to the local log. Owned by the registry; its thread.
class offers {
 public:
  // Queues the change and waits for its answer; redis_unavailable where none came within `limit`.
  task<offer_outcome> offer(std::string change, std::chrono::milliseconds limit);

  // The entry to append next, made of what is queued where none is under way; null where there is nothing.
  // Its number and the nonce before it are the caller's to set; nonce and changes stay until it is settled,
  // so that an entry of which nobody knows whether it was appended can be offered again.
  entry* next();
  // The entry under way may or may not have been appended: it must stay as it is.
  void doubt() noexcept { in_doubt_ = current_.has_value(); }

  // To be called for every entry that was folded: where it is ours, its calls are answered once it is kept.
  void folded(const entry& e, const std::vector<offer_outcome>& outcomes);
  // Entries up to `number` are on disk: answers their calls.
  void kept(std::uint64_t number);

  // The entry under way was certainly not appended.
  void refuse_current(boost::system::error_code why);
  // Answers everything queued, and the entry under way unless it is in doubt.
  void refuse_queued(boost::system::error_code why);
  // Answers everything.
  void refuse_all(boost::system::error_code why);

 private:
  struct call {
    explicit call(boost::asio::steady_timer t, std::string c) : limit(std::move(t)), change(std::move(c)) {}
    boost::asio::steady_timer limit;
    std::string change;
    std::optional<result<offer_outcome>> answer;
    std::optional<offer_outcome> outcome;  // folded, not yet kept
    bool gone = false;
  };
  using calls = std::vector<std::shared_ptr<call>>;

  static void answer(call& c, result<offer_outcome> with);
  void drop_gone();

  std::deque<std::shared_ptr<call>> queued_;
  std::optional<entry> current_;
  calls current_calls_;
  bool in_doubt_ = false;
  std::deque<std::pair<std::uint64_t, calls>> folded_;  // by number of the entry
};

}  // namespace waypost
