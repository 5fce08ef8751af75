#include "attribution/ledger/conversion_sums.hpp"

#include <optional>
#include <utility>

#include <waypost/block.hpp>

#include "attribution/ledger/fact_times.hpp"

namespace waypost {

namespace {

// Takes the conversions that count, by recipient and time.
class kind_counter {
 public:
  void take(const conversion_fact& fact, std::int64_t created_s) {
    const auto quarter = quarter_of(fact.at, created_s);
    if (last_ != fact.recipient) converted_.push_back({quarter, 1});
    last_ = fact.recipient;
    if (fact.currency != currency_code::none)
      revenue_.push_back({{quarter, fact.currency}, fact.minor_units});
  }

  goal_sums::kind sums() && {
    return {quarter_sums(std::move(converted_)), revenue_sums(std::move(revenue_))};
  }

 private:
  std::optional<std::uint16_t> last_;
  std::vector<quarter_sums::entry> converted_;
  std::vector<revenue_sums::entry> revenue_;
};

goal_sums sum_goal(const conversion_terms::goal& goal, std::span<const conversion_fact> facts,
                   std::uint32_t chunk, const conversion_terms& terms) {
  kind_counter influenced;
  kind_counter click_through;
  for (const auto& fact : facts) {
    if (fact.event != goal.event || !lies_within(fact, goal.window_s, chunk, terms)) continue;
    influenced.take(fact, terms.created_s);
    if (fact.first_click != 0 && fact.first_click <= fact.at) click_through.take(fact, terms.created_s);
  }
  return {std::move(influenced).sums(), std::move(click_through).sums()};
}

}  // namespace

void goal_sums::add(const goal_sums& other) {
  influenced.converted.add(other.influenced.converted);
  influenced.revenue.add(other.influenced.revenue);
  click_through.converted.add(other.click_through.converted);
  click_through.revenue.add(other.click_through.revenue);
}

std::size_t goal_sums::bytes() const noexcept {
  return sizeof(goal_sums) + influenced.converted.bytes() + influenced.revenue.bytes() +
         click_through.converted.bytes() + click_through.revenue.bytes();
}

bool lies_within(const conversion_fact& fact, std::optional<std::int64_t> window_s, std::uint32_t chunk,
                 const conversion_terms& terms) {
  const fact_time start =
      fact.sent != 0 ? fact.sent : terms.registered_at(chunk * recipients_per_chunk + fact.recipient);
  return start <= fact.at && (!window_s || fact.at - start <= *window_s);
}

std::vector<goal_sums> sum_conversions(std::span<const conversion_fact> facts, std::uint32_t chunk,
                                       const conversion_terms& terms) {
  std::vector<goal_sums> sums;
  for (const auto& goal : terms.goals) sums.push_back(sum_goal(goal, facts, chunk, terms));
  return sums;
}

recipient_bits converted_to(conversion_terms::event_index event, std::optional<std::int64_t> window_s,
                            std::span<const conversion_fact> facts, std::uint32_t chunk,
                            const conversion_terms& terms) {
  recipient_bits bits(recipients_per_chunk);
  for (const auto& fact : facts)
    if (fact.event == event && lies_within(fact, window_s, chunk, terms)) bits.set(fact.recipient);
  return bits;
}

}  // namespace waypost
