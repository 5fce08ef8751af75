#include "attribution/ledger/recovery_progress.hpp"

#include <string>

namespace waypost {

namespace {

constexpr std::chrono::seconds tell_every{10};

}  // namespace

recovery_progress::recovery_progress(const std::vector<std::unique_ptr<journal_follower>>& followers,
                                     log_sink& log)
    : log_(log) {
  for (const auto& journal : followers) {
    if (!journal->sealed() || journal->end() == 0) continue;
    open_.push_back(journal.get());
    log.info("journal " + journal->name().text() + " of an earlier start has " +
             std::to_string(journal->end()) + " events to go through");
  }
}

void recovery_progress::look(chain::clock::time_point now) {
  if (open_.empty()) return;
  std::erase_if(open_, [&](const journal_follower* journal) {
    if (journal->applied_through() < journal->end()) return false;
    log_.info("journal " + journal->name().text() + " of an earlier start: all its " +
              std::to_string(journal->end()) + " events are applied");
    return true;
  });
  if (now - told_ < tell_every) return;
  if (told_ != chain::clock::time_point{})
    for (const auto* journal : open_) tell(*journal);
  told_ = now;
}

void recovery_progress::tell(const journal_follower& journal) const {
  log_.info("journal " + journal.name().text() + " of an earlier start: applied up to " +
            std::to_string(journal.applied_through()) + " of " + std::to_string(journal.end()));
}

}  // namespace waypost
