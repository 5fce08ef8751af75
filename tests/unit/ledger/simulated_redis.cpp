#include "tests/unit/ledger/simulated_redis.hpp"

namespace waypost::test {

namespace {

std::uint64_t at(const std::map<journal_name, std::uint64_t>& values, const journal_name& journal) {
  const auto found = values.find(journal);
  return found == values.end() ? 0 : found->second;
}

}  // namespace

ledger_position simulated_redis::position(campaign_id campaign, const journal_name& journal) const {
  return {at(state_[index(campaign)].watermarks, journal), false};
}

void simulated_redis::write(const facts_call& call, random& dice) {
  if (rules_.facts_with_fence) {
    log({.campaign = call.campaign, .journal = call.journal, .facts = call.facts, .token = call.token});
    return;
  }
  // Apart, and the connection may break in between without the caller learning it in this order.
  log({.campaign = call.campaign, .journal = call.journal, .token = call.token});
  if (dice() % 4 != 0) log({.campaign = call.campaign, .journal = call.journal, .facts = call.facts});
}

apply_answer simulated_redis::apply(const apply_call& call) {
  using verdict = apply_answer::verdict;
  auto& state = state_[index(call.campaign)];
  const std::uint64_t watermark = at(state.watermarks, call.journal);
  if (rules_.checks_watermark && watermark != call.step.from) return {verdict::watermark, watermark};
  if (rules_.checks_fence && at(state.fences, call.journal) != call.step.token)
    return {verdict::fence, watermark};
  entry e{.campaign = call.campaign, .journal = call.journal, .watermark = call.step.to};
  for (const auto& [what, n] : call.adds) {
    const auto old = state.counts.find(what);
    e.counts.emplace_back(what, (old == state.counts.end() ? 0 : old->second) + n);
  }
  log(std::move(e));
  return {verdict::applied, call.step.to};
}

void simulated_redis::lose_tail(random& dice) {
  std::vector<entry> kept = std::move(log_);
  log_.clear();
  state_.assign(campaigns, {});
  const std::size_t length = dice() % 3 == 0 ? dice() % (kept.size() + 1) : kept.size();
  std::vector<entry> torn;
  if (length < kept.size() && kept[length].token != 0 && dice() % 2 == 0) {
    // The transaction was cut inside: what there is of it is executed at a later start, fence last.
    entry fragment = kept[length];
    fragment.facts.resize(dice() % (fragment.facts.size() + 1));
    if (fragment.facts.size() < kept[length].facts.size()) fragment.token = 0;
    torn.push_back(std::move(fragment));
  }
  for (std::size_t i = 0; i < length; ++i) log(std::move(kept[i]));
  for (auto& fragment : torn) log(std::move(fragment));
}

void simulated_redis::log(entry e) {
  play(e);
  log_.push_back(std::move(e));
}

void simulated_redis::play(const entry& e) {
  auto& state = state_[index(e.campaign)];
  state.facts.insert(e.facts.begin(), e.facts.end());
  for (const auto& [what, n] : e.counts) state.counts[what] = n;
  if (e.token != 0) state.fences[e.journal] = e.token;
  if (e.watermark != 0) state.watermarks[e.journal] = e.watermark;
}

}  // namespace waypost::test
