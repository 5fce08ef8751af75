#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <waypost/clock.hpp>
#include <waypost/journal.hpp>
#include <waypost/task.hpp>

#include "attribution/ledger/callback_sweep.hpp"
#include "attribution/ledger/chain.hpp"
#include "attribution/ledger/known_callbacks.hpp"
#include "attribution/ledger/message_map.hpp"
#include "attribution/ledger/waiting_callbacks.hpp"
#include "attribution/ledger/waiting_room.hpp"

namespace waypost {

// What steps do for delivery callbacks. A campaign's `sent` write down where their messages went; an
// account's callbacks are looked up there, and those whose message is known are reported anew as their
// campaign's, into the drain's own journal; the others wait. Whoever comes later finds what the other wrote,
// on whichever server: a step with messages looks for what waits once they are written down, a step whose
// callbacks wait looks for the messages once more when they do. The drain's thread.
class callback_matcher {
 public:
  callback_matcher(message_map& messages, waiting_callbacks& waiting, known_callbacks& known,
                   waiting_room& room, callback_sweep& sweep, report_again again, wall_clock now)
      : messages_(messages),
        waiting_(waiting),
        known_(known),
        room_(room),
        sweep_(sweep),
        again_(std::move(again)),
        now_(std::move(now)) {}

  // Looks up the messages of the callbacks among the queue's first `most` events, and for those that are not
  // known whether there is room to wait.
  task<void> look_up(chain& of, std::size_t most);

  // What must be in Redis before the step's facts are, and what already waited for its messages. errc::full
  // where there is no room in the drain's journal.
  task<void> prepare(const chain& of, const step_sum& sum);

  // When the step's facts are in Redis, and its callbacks below `to`: those that wait and whose message came
  // meanwhile wait no more; those that had no room and whose message came are found, and `sum` does not count
  // them. errc::full likewise.
  task<void> look_again(chain& of, std::uint64_t to, step_sum& sum);

  // What must be in the drain's journal before the step is applied: the found callbacks below `to`, each once
  // as long as the chain has it. errc::full where there is no room.
  result<void> report_found(chain& of, std::uint64_t to);

 private:
  // A callback in a queue.
  struct asked_callback {
    std::uint64_t offset = 0;
    std::string message_id;  // copies: the queue may change while they are looked up
    report_type type = report_type::delivered;
  };

  task<void> find_crowded_out(chain& of, std::uint64_t to, step_sum& sum);
  task<void> find_room(chain& of, const std::vector<asked_callback>& unknown);
  // Of these messages those that are known.
  task<void> let_go(account_id account, std::vector<std::string> ids,
                    std::vector<waiting_callbacks::entry> own);

  message_map& messages_;
  waiting_callbacks& waiting_;
  known_callbacks& known_;
  waiting_room& room_;
  callback_sweep& sweep_;
  report_again again_;
  wall_clock now_;
};

}  // namespace waypost
