#include "attribution/ledger/chain.hpp"

#include <algorithm>

namespace waypost {

namespace {

std::size_t size_of(const attributed_report::details& more) noexcept {
  return sizeof more + more.error.size() + more.description.size() + more.event.size() +
         more.message_id.size();
}

std::size_t size_of(const attributed_report& report) noexcept {
  const std::size_t bytes = sizeof report + report.recipient_id.size() + report.event_id.size();
  return report.more ? bytes + size_of(*report.more) : bytes;
}

std::size_t size_of(const attributed_callback& callback) noexcept {
  const auto& said = callback.said;
  return sizeof callback + said.message_id.size() + said.error.size() + said.description.size();
}

// A click is one; a report or callback counts for what it takes beside that.
std::size_t weight_of(const attributed& event) noexcept {
  std::size_t bytes = 0;
  if (const auto* report = event.report()) bytes = size_of(*report);
  if (const auto* callback = event.callback()) bytes = size_of(*callback);
  return 1 + (bytes + sizeof event - 1) / sizeof event;
}

auto place_of(std::vector<attributed>& queue, std::uint64_t offset) {
  return std::lower_bound(queue.begin(), queue.end(), offset,
                          [](const attributed& event, std::uint64_t at) { return event.offset < at; });
}

}  // namespace

bool chain::add(attributed event, clock::time_point now) {
  if (event.offset < machine.watermark()) return false;
  const auto place = place_of(queue_, event.offset);
  if (place != queue_.end() && place->offset == event.offset) return false;
  if (queue_.empty()) waiting_since_ = now;
  weight_ += weight_of(event);
  queue_.insert(place, std::move(event));
  return true;
}

void chain::release(std::uint64_t offset, clock::time_point now) {
  waiting_since_ = now;
  const auto end = place_of(queue_, offset);
  for (auto gone = queue_.begin(); gone != end; ++gone) weight_ -= weight_of(*gone);
  queue_.erase(queue_.begin(), end);
  if (queue_.empty()) queue_.shrink_to_fit();
}

void chain::truncate(std::uint64_t offset) {
  const auto begin = place_of(queue_, offset);
  for (auto gone = begin; gone != queue_.end(); ++gone) weight_ -= weight_of(*gone);
  queue_.erase(begin, queue_.end());
  if (queue_.empty()) queue_.shrink_to_fit();
}

std::optional<std::uint64_t> chain::ready_to(std::uint64_t limit, std::size_t most) {
  prepared_.emplace(journal_, recipients);
  std::optional<std::uint64_t> to;
  std::size_t taken = 0;
  cut = false;
  for (const auto& event : queue_) {
    if (taken == most || event.offset >= limit || event.unresolved()) break;
    if (!prepared_->add(event)) {
      cut = true;
      break;
    }
    to = event.offset + 1;
    ++taken;
  }
  last_step = taken;
  return to;
}

}  // namespace waypost
