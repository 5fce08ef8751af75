#include <algorithm>

#include "attribution/registry/fold.hpp"
#include "attribution/registry/registry.hpp"

namespace waypost {
namespace {

constexpr std::uint64_t numbers_per_live_one = 10'000'000;
constexpr int most_draws = 1000;

// The shortest length from `shortest` on at which one in 10 million numbers at most would be live.
std::uint8_t length_for(const registry_state& state, std::uint64_t numbers, std::uint8_t shortest) {
  auto length = std::max(shortest, shortest_code);
  for (; length <= longest_code; ++length) {
    const auto live = state.live_numbers.find(length);
    const auto in_use = live == state.live_numbers.end() ? 0 : live->second;
    if (in_use + numbers <= numbers_of_length(length) / numbers_per_live_one) break;
  }
  return length;
}

result<void> check_quotas(const registry_state& state, const campaign& of, std::uint64_t numbers) {
  const auto known = state.campaigns.find(of.id);
  const auto in_use = known == state.campaigns.end() ? 0 : known->second.numbers;
  if (in_use + numbers > most_numbers_per_campaign) return errc::quota_exceeded;
  const auto account = state.accounts.find(of.account);
  if (account == state.accounts.end() || account->second.most_numbers == 0) return {};
  if (account->second.numbers + numbers > account->second.most_numbers) return errc::quota_exceeded;
  return {};
}

}  // namespace

result<block> draw_block(const registry_state& state, const campaign& of, std::uint32_t recipients,
                         std::uint16_t first_link, std::uint16_t links, bool shared, std::uint8_t shortest) {
  if (recipients == 0 || links == 0) return errc::invalid;
  block b;
  b.campaign = of.id;
  b.recipients = recipients;
  b.first_recipient = shared || first_link != 0 ? 0 : of.recipients;
  b.first_link = first_link;
  b.links = links;
  b.shared = shared;
  if (auto within = check_quotas(state, of, b.numbers()); !within) return within.error();
  b.length = length_for(state, b.numbers(), shortest);
  for (; b.length <= longest_code; ++b.length) {
    const auto runs = numbers_of_length(b.length) / b.run_size();
    for (int draw = 0; draw < most_draws; ++draw) {
      b.first_number = random_below(runs) * b.run_size();
      if (!overlaps(state, b)) return b;
    }
  }
  return errc::quota_exceeded;
}

}  // namespace waypost
