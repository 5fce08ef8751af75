#include "attribution/ledger/failing_chains.hpp"

namespace waypost {

namespace {

// From here on it is worth a line that a campaign's steps fail.
constexpr unsigned failures_to_tell = 5;

// So that the line can say how many they are.
constexpr std::chrono::seconds tell_after{2};

}  // namespace

void failing_chains::note(const chain& c, const journal_name& journal, std::string_view why,
                          chain::clock::time_point now) {
  if (c.machine.failures() == 0 || c.machine.stopped()) failing_.erase(&c);
  if (c.machine.failures() < failures_to_tell || c.machine.stopped()) return;
  if (failing_.empty() && !told_) {
    since_ = now;
    first_ = "campaign " + to_text(c.campaign()) + ", journal " + journal.text() + ": " + std::string(why);
  }
  failing_.insert(&c);
}

void failing_chains::look(chain::clock::time_point now) {
  if (told_ && failing_.empty()) {
    log_.info("no campaign's steps fail any more");
    told_ = false;
  }
  if (told_ || failing_.empty() || now - since_ < tell_after) return;
  told_ = true;
  log_.warn("steps keep failing, those of " + std::to_string(failing_.size()) +
            " campaigns (counted once for each journal), first " + first_);
}

}  // namespace waypost
