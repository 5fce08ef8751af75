#include "attribution/ledger/held_events.hpp"

namespace waypost {

event held_events::kept::view() const {
  event seen = what;
  if (auto* c = std::get_if<click>(&seen.what))
    c->client.user_agent = text;
  else
    std::get<report>(seen.what).text = text;
  return seen;
}

bool held_events::hold(const event& e) {
  if (held_.contains(e.offset) || given_up_.contains(e.offset)) return true;
  if (held_.size() >= most) return false;
  const auto* c = std::get_if<click>(&e.what);
  held_.emplace(e.offset,
                kept{e, std::string(c != nullptr ? c->client.user_agent : std::get<report>(e.what).text)});
  return true;
}

void held_events::retry(const std::function<bool(const event&)>& known) {
  for (auto next = held_.begin(); next != held_.end();)
    next = known(next->second.view()) ? held_.erase(next) : std::next(next);
}

void held_events::wait(std::chrono::milliseconds time, std::chrono::milliseconds patience,
                       const std::function<void(const event&)>& give_up) {
  for (auto next = held_.begin(); next != held_.end();) {
    next->second.waited += time;
    if (next->second.waited <= patience) {
      ++next;
      continue;
    }
    give_up(next->second.view());
    given_up_.insert(next->first);
    next = held_.erase(next);
  }
}

}  // namespace waypost
