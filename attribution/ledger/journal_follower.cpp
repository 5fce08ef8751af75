#include "attribution/ledger/journal_follower.hpp"

#include <algorithm>
#include <string>

namespace waypost {

journal_follower::journal_follower(std::unique_ptr<journal_reader> journal, attributor& finder,
                                   event_reader& events, limits l, std::function<std::uint64_t()> next_token,
                                   log_sink& log)
    : journal_(std::move(journal)),
      finder_(finder),
      events_(events),
      limits_(l),
      next_token_(std::move(next_token)),
      log_(log) {}

bool journal_follower::has_room(const chain& c) const noexcept {
  // A chain that Redis keeps refusing must not hold the memory that the others need.
  return c.weight() < limits_.most_per_chain && c.machine.failures() < most_failures;
}

void journal_follower::set_lag(chain& c, std::uint64_t offset) {
  if (offset >= cursor_) {
    c.lag.reset();
    lagging_.erase(c.campaign());
  } else {
    c.lag = offset;
    lagging_.insert(c.campaign());
  }
}

std::uint64_t journal_follower::place_to_read() const {
  std::uint64_t place = cursor_;
  for (const auto campaign : lagging_) {
    const auto& c = chains_.at(campaign);
    if (has_room(c)) place = std::min(place, *c.lag);
  }
  return place;
}

bool journal_follower::read(std::size_t most, chain::clock::time_point now) {
  pass_from_ = place_to_read();
  pass_stopped_.reset();
  const auto next = journal_->read(pass_from_, most, [&](const event& e) { take(e, now); });
  if (!next) {
    if (!failing_)
      log_.warn("journal " + name().text() + " cannot be read from " + std::to_string(pass_from_) + ": " +
                next.error().message());
    failing_ = true;
    return false;
  }
  failing_ = false;
  const std::uint64_t end = pass_stopped_.value_or(*next);
  finish_pass(end);
  return end > pass_from_;
}

void journal_follower::take(const event& e, chain::clock::time_point now) {
  if (pass_stopped_) return;
  const auto found = finder_.find(e);
  if (!found) {
    if (!held_.hold(e)) pass_stopped_ = e.offset;
    return;
  }
  auto& c = chain_of(found->campaign);
  if (c.machine.stopped() || c.refused || e.offset < complete_to(c) || e.offset < c.machine.watermark())
    return;
  if (c.lag && *c.lag < pass_from_) return;
  if (!has_room(c)) {
    c.lag = e.offset;
    c.refused = true;
    lagging_.insert(c.campaign());
    return;
  }
  enqueue(c, e, *found, now);
}

// What this pass went over is complete now for every chain that took all it was given.
void journal_follower::finish_pass(std::uint64_t end) {
  cursor_ = std::max(cursor_, end);
  for (auto next = lagging_.begin(); next != lagging_.end();) {
    auto& c = chains_.at(*next++);
    if (!c.refused && *c.lag >= pass_from_ && *c.lag < end) c.lag = end;
    c.refused = false;
    if (*c.lag >= cursor_) set_lag(c, *c.lag);
  }
}

void journal_follower::enqueue(chain& c, const event& e, const attribution& of,
                               chain::clock::time_point now) {
  auto read = events_.read(e, of);
  if (!read) {
    report_unreadable(e, read.error());
    return;
  }
  c.add(std::move(*read), now);
  c.recipients = of.recipients;
  c.account = of.account;
  if (!c.listed) waiting_.push_back(&c);
  c.listed = true;
}

const std::vector<chain*>& journal_follower::waiting() {
  std::erase_if(waiting_, [](chain* c) {
    if (c->queue().empty()) c->listed = false;
    return !c->listed;
  });
  return waiting_;
}

chain& journal_follower::chain_of(campaign_id campaign) {
  return chains_.try_emplace(campaign, name(), campaign, next_token_).first->second;
}

void journal_follower::retry_held(std::chrono::milliseconds waited, chain::clock::time_point now) {
  held_.retry([&](const event& e) { return take_late(e, now); });
  held_.wait(waited, limits_.unknown_patience, [&](const event& e) { report_given_up(e); });
  report_holding();
}

bool journal_follower::take_late(const event& e, chain::clock::time_point now) {
  const auto found = finder_.find(e);
  if (!found) return false;
  auto& c = chain_of(found->campaign);
  if (c.machine.stopped() || e.offset < c.machine.watermark() || e.offset >= complete_to(c)) return true;
  if (!has_room(c)) {
    c.truncate(e.offset);
    set_lag(c, e.offset);
    return true;
  }
  enqueue(c, e, *found, now);
  return true;
}

void journal_follower::release(chain& of, const step_action& what, chain::clock::time_point now) {
  if (what.rolled_back) {
    of.truncate(0);
    set_lag(of, what.to);
    return;
  }
  of.release(what.to, now);
  if (of.lag && what.to > *of.lag) set_lag(of, what.to);
}

void journal_follower::abandon(chain& of) {
  of.truncate(0);
  of.lag.reset();
  lagging_.erase(of.campaign());
}

void journal_follower::evict(chain& of, std::size_t keep) {
  if (of.queue().size() <= keep) return;
  const std::uint64_t from = of.queue()[keep].offset;
  of.truncate(from);
  set_lag(of, std::min(from, complete_to(of)));
}

std::uint64_t journal_follower::applied_through() const {
  std::uint64_t through = std::min(cursor_, held_.lowest());
  for (const auto* c : waiting_)
    if (!c->queue().empty()) through = std::min(through, c->queue().front().offset);
  for (const auto campaign : lagging_) through = std::min(through, *chains_.at(campaign).lag);
  return through;
}

std::uint64_t journal_follower::behind() const {
  const std::uint64_t end = journal_->end();
  std::uint64_t queued = held_.size();
  for (const auto* c : waiting_) queued += c->queue().size();
  std::uint64_t lag = cursor_;
  for (const auto campaign : lagging_) lag = std::min(lag, *chains_.at(campaign).lag);
  return queued + (end > cursor_ ? end - cursor_ : 0) + (cursor_ - lag);
}

std::size_t journal_follower::weight() const {
  std::size_t weight = 0;
  for (const auto* c : waiting_) weight += c->weight();
  return weight;
}

void journal_follower::report_unreadable(const event& e, boost::system::error_code why) {
  log_.alarm("journal " + name().text() + ", offset " + std::to_string(e.offset) +
             ": a report cannot be read and is not counted: " + why.message());
}

void journal_follower::report_holding() {
  if (holding_ == !held_.empty()) return;
  holding_ = !held_.empty();
  if (holding_)
    log_.warn("journal " + name().text() + ": " + std::to_string(held_.size()) + " events from offset " +
              std::to_string(held_.lowest()) + " on wait for a campaign that is not known yet");
  else
    log_.info("journal " + name().text() + ": no event waits for its campaign any more");
}

void journal_follower::report_given_up(const event& e) {
  const auto* c = std::get_if<click>(&e.what);
  log_.alarm("journal " + name().text() + ", offset " + std::to_string(e.offset) +
             (c != nullptr ? ": a click whose number " + std::to_string(c->code.number) + " of length " +
                                 std::to_string(c->code.length) + " leads nowhere"
                           : std::string(": a report for a campaign that is not known")) +
             " is given up and not counted");
}

}  // namespace waypost
