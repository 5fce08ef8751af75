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
  const auto& counts = state.sums.counts;
  for (const auto& [field, n] : call.adds) {
    const auto old = counts.find(field);
    e.counts.emplace_back(field, (old == counts.end() ? 0 : old->second) + n);
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
  for (const auto& fact : e.facts) merge(state.sums, fact);
  for (const auto& [field, n] : e.counts) state.sums.counts[field] = n;
  if (e.token != 0) state.fences[e.journal] = e.token;
  if (e.watermark != 0) state.watermarks[e.journal] = e.watermark;
}

void simulated_redis::merge(simulated_campaign& into, const simulated_fact& fact) const {
  if (const auto* bit = std::get_if<clicked_bit>(&fact)) {
    into.clicked.insert(*bit);
  } else if (const auto* number = std::get_if<merged_number>(&fact)) {
    auto& there = into.arrays[{number->of, number->recipient}];
    if (there == 0 || there > number->value || !rules_.keeps_least) there = number->value;
  } else {
    const auto& set = std::get<hash_entry>(fact);
    into.hashes.try_emplace({set.part, set.field}, set.value);
  }
}

}  // namespace waypost::test
