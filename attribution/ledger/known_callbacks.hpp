#pragma once

#include <map>
#include <string>
#include <vector>

#include <waypost/clock.hpp>
#include <waypost/task.hpp>

#include "attribution/ledger/report_again.hpp"
#include "attribution/ledger/waiting_callbacks.hpp"

namespace waypost {

// Lets go of callbacks whose messages became known: reports them to their campaigns and takes them away from
// what waits. The drain's thread.
class known_callbacks {
 public:
  known_callbacks(waiting_callbacks& waiting, report_again again, wall_clock now)
      : waiting_(waiting), again_(std::move(again)), now_(std::move(now)) {}

  // All that waits about these messages, by id, and a step's `own` about them. The messages must have been
  // known before this is called: what waited until then is read here, and who lets one wait later finds its
  // message itself. So whatever is taken away was reported, by this or by that. `own` are reported though
  // they are not there any more: who took them away may have read before they were. errc::full where there is
  // no room in the drain's journal; some are reported and taken away then.
  task<void> let_go(account_id account, const std::map<std::string, message_place>& messages,
                    std::vector<waiting_callbacks::entry> own);

 private:
  waiting_callbacks& waiting_;
  report_again again_;
  wall_clock now_;
};

}  // namespace waypost
