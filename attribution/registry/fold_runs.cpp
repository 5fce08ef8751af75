#include "attribution/registry/fold_rules.hpp"

namespace waypost {

bool overlaps(const registry_state& state, const block& b) {
  const auto of_length = state.runs.find(b.length);
  if (of_length == state.runs.end()) return false;
  const auto& runs = of_length->second;
  const auto next = runs.lower_bound(b.first_number);
  if (next != runs.end() && next->first - b.first_number < b.run_size()) return true;
  if (next == runs.begin()) return false;
  const auto& before = *std::prev(next);
  return b.first_number - before.first < before.second.run_size();
}

namespace fold_rules {

offer_outcome check_run(const folding& f, const account& of, std::uint64_t in_use, const block& run) {
  if (run.length < shortest_code || run.length > longest_code || run.recipients == 0 || run.links == 0)
    return is_void(errc::invalid, "the block is empty or of no valid length");
  if (run.numbers() > most_numbers_per_campaign || in_use + run.numbers() > most_numbers_per_campaign)
    return is_void(errc::quota_exceeded, "the campaign would have too many numbers");
  const auto size = run.run_size();
  const auto space = numbers_of_length(run.length);
  if (run.first_number % size != 0 || run.first_number >= space || space - run.first_number < size)
    return is_void(errc::invalid, "the block is not an aligned run of its length");
  if (overlaps(f.state, run)) return is_void(errc::void_entry, "the block overlaps another");
  if (!f.again && of.most_numbers != 0 && of.numbers + run.numbers() > of.most_numbers)
    return is_void(errc::quota_exceeded, "the account would have too many numbers");
  return taken();
}

void give_run(folding& f, campaign_state& to, const block& run) {
  to.blocks.push_back(run);
  to.numbers += run.numbers();
  f.state.accounts.at(to.of->account).numbers += run.numbers();
  f.state.runs[run.length].emplace(run.first_number, run);
  f.state.live_numbers[run.length] += run.numbers();
  f.changed.runs.push_back(run);
}

campaign_state* find_campaign(folding& f, campaign_id id) {
  const auto found = f.state.campaigns.find(id);
  return found == f.state.campaigns.end() ? nullptr : &found->second;
}

}  // namespace fold_rules
}  // namespace waypost
