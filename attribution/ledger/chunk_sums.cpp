#include "attribution/ledger/chunk_sums.hpp"

#include <utility>

#include "attribution/ledger/funnel.hpp"

namespace waypost {

void chunk_sums::find_outcome(std::uint32_t chunk, bool sent_reported, const conversion_terms& terms) {
  if (std::exchange(outcome_known, true)) return;
  goals = sum_conversions(conversions, chunk, terms);
  funnel = count_steps({sent.present, delivered.present, first_click.present, conversions}, chunk,
                       sent_reported, terms);
}

void chunk_sums::forget_unlisted(const chunk_versions& listed) {
  const auto forget = [this](auto& version, bool is_listed, auto& sums) {
    if (is_listed || !version) return;
    version.reset();
    sums = {};
    outcome_known = false;
  };
  forget(versions.sent, listed.sent.has_value(), sent);
  forget(versions.delivered, listed.delivered.has_value(), delivered);
  forget(versions.first_click, listed.first_click.has_value(), first_click);
  forget(versions.failed, listed.failed.has_value(), failed);
  forget(versions.conversions, listed.conversions.has_value(), conversions);
  if (!listed.sent) note_sent(conversions, {});
  if (!listed.first_click) note_first_clicks(conversions, {});
  if (listed.clicked.empty()) {
    versions.clicked.clear();
    clicked = {};
  }
}

std::size_t chunk_sums::bytes() const noexcept {
  std::size_t bytes = sizeof(chunk_sums) + versions.clicked.capacity() * sizeof(chunk_versions::bitmap) +
                      sent.bytes() + delivered.bytes() + first_click.bytes() + failed.bytes() +
                      clicked.bytes() + conversions.capacity() * sizeof(conversion_fact) +
                      funnel.capacity() * sizeof(std::uint64_t);
  for (const auto& goal : goals) bytes += goal.bytes();
  return bytes;
}

}  // namespace waypost
