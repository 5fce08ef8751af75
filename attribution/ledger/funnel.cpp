#include "attribution/ledger/funnel.hpp"

#include <waypost/block.hpp>

#include "attribution/ledger/conversion_sums.hpp"

namespace waypost {

namespace {

using step_kind = conversion_terms::step::kind;

void keep_who_did(const conversion_terms::step& step, recipient_bits& all_before, const funnel_facts& facts,
                  std::uint32_t chunk, bool sent_reported, const conversion_terms& terms) {
  switch (step.what) {
    case step_kind::sent:
      keep_common(all_before, sent_reported ? facts.sent : first_recipients(terms.registered_in(chunk)));
      return;
    case step_kind::delivered:
      keep_common(all_before, facts.delivered);
      return;
    case step_kind::clicked:
      keep_common(all_before, facts.clicked);
      return;
    case step_kind::event:
      keep_common(all_before, converted_to(step.event, step.window_s, facts.conversions, chunk, terms));
      return;
  }
}

}  // namespace

std::vector<std::uint64_t> count_steps(const funnel_facts& facts, std::uint32_t chunk, bool sent_reported,
                                       const conversion_terms& terms) {
  std::vector<std::uint64_t> counts;
  if (terms.steps.empty()) return counts;
  auto all_before = first_recipients(recipients_per_chunk);
  for (const auto& step : terms.steps) {
    keep_who_did(step, all_before, facts, chunk, sent_reported, terms);
    counts.push_back(all_before.count());
  }
  return counts;
}

std::vector<std::uint64_t> count_steps_of_silent(std::uint64_t recipients, bool sent_reported,
                                                 const conversion_terms& terms) {
  std::vector<std::uint64_t> counts;
  bool all_before = !sent_reported;
  for (const auto& step : terms.steps) {
    all_before = all_before && step.what == step_kind::sent;
    counts.push_back(all_before ? recipients : 0);
  }
  return counts;
}

}  // namespace waypost
