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
    open_.push_back({journal.get()});
    events_ += journal->end();
  }
  journals_ = open_.size();
}

void recovery_progress::look(chain::clock::time_point now) {
  if (open_.empty()) return;
  std::erase_if(
      open_, [](const unfinished& each) { return each.journal->applied_through() >= each.journal->end(); });
  if (open_.empty())
    log_.info("earlier starts: all " + std::to_string(events_) + " events of " + std::to_string(journals_) +
              " journals are applied");
  if (now - told_ < tell_every) return;
  if (told_ != chain::clock::time_point{})
    for (auto& each : open_) tell(each);
  told_ = now;
}

void recovery_progress::tell(unfinished& each) const {
  const auto through = each.journal->applied_through();
  if (each.told == through) return;
  each.told = through;
  log_.info("journal " + each.journal->name().text() + " of an earlier start: applied up to " +
            std::to_string(through) + " of " + std::to_string(each.journal->end()));
}

}  // namespace waypost
