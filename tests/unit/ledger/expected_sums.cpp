#include "tests/unit/ledger/expected_sums.hpp"

#include <algorithm>

#include "attribution/ledger/error_number.hpp"
#include "attribution/ledger/fields.hpp"

namespace waypost::test {

namespace {

using array = step_facts::array;
using hash = step_facts::hash;

std::uint32_t part_of(const std::string& field) {
  return static_cast<std::uint32_t>(checksum(field) % redis::keys::hashes_of_events);
}

// The campaigns of a simulation were made in 1970.
std::uint64_t fact_time_at(std::int64_t at_s) { return static_cast<std::uint64_t>(at_s) + 1; }

template <class Map>
std::optional<std::string> difference_of(const Map& seen, const Map& expected, const std::string& what) {
  if (seen == expected) return std::nullopt;
  if (seen.size() < expected.size()) return what + " is missing";
  return what + (seen.size() > expected.size() ? " is there that never was" : " is wrong");
}

// An event's id is one recipient's.
std::string event_of(const campaign_report& what, const std::string& recipient, const std::string& event) {
  return what.id.empty() ? event : fields::event_of(recipient, what.id);
}

std::string name_of_unknown(const campaign_report& what) {
  return detail::hex16(
      checksum(what.position ? "position:" + std::to_string(*what.position) : "id:" + what.recipient));
}

}  // namespace

void expected_sums::add_click(std::uint16_t link, std::uint32_t recipient, std::int64_t time_ms) {
  clicked_.insert({link, recipient});
  take_least(array::first_click, recipient, fact_time_at(time_ms / 1000));
  ++counts_[fields::clicks(link, quarter_hour_of(time_ms))];
}

std::optional<std::uint32_t> expected_sums::recipient_of(const campaign_report& what) {
  for (std::uint32_t r = 0; r < recipients; ++r)
    if (what.position == r || what.recipient == "u" + std::to_string(r)) return r;
  return std::nullopt;
}

void expected_sums::add_report(const campaign_report& what, const journal_name& journal,
                               std::uint64_t offset) {
  const std::string event = what.id.empty() ? fields::event_at(journal, offset) : fields::event(what.id);
  const std::string typed = std::string(name_of(what.type)) + ':' + event;
  if (what.count && what.id.empty() && what.type != report_type::failed) {
    counts_[fields::messages(what.type, quarter_hour_of(what.at_s * 1000))] += *what.count;
  } else if (what.count) {
    const auto error = what.type == report_type::failed ? error_number_of(what.error) : error_number{0};
    allow({hash::plain_counts, part_of(typed)}, typed,
          std::to_string(*what.count) + ':' + std::to_string(what.at_s) + ':' + std::to_string(error));
    if (what.type == report_type::failed) add_failure(what);
  } else if (const auto recipient = recipient_of(what)) {
    add_of_recipient(what, *recipient, event);
  } else if (what.id.empty()) {
    ++counts_[std::string(fields::unknown_recipients)];
  } else {
    const auto field = fields::typed(what.type, event_of(what, name_of_unknown(what), event));
    allow({hash::unknown_events, part_of(field)}, field, "1");
  }
}

void expected_sums::add_of_recipient(const campaign_report& what, std::uint32_t recipient,
                                     const std::string& event) {
  const auto at = fact_time_at(what.at_s);
  switch (what.type) {
    case report_type::sent:
      take_least(array::sent, recipient, at);
      break;
    case report_type::delivered:
      take_least(array::delivered, recipient, at);
      break;
    case report_type::failed:
      take_least(array::failed, recipient, at * 2097152 + error_number_of(what.error));
      add_failure(what);
      break;
    case report_type::converted:
      allow({hash::conversions, 0}, event_of(what, std::to_string(recipient), event),
            std::to_string(recipient) + ':' + std::to_string(what.at_s) + ':' +
                std::to_string(what.minor_units) + ':' + what.currency + ':' + what.event);
      break;
  }
}

void expected_sums::add_failure(const campaign_report& what) {
  const auto number = error_number_of(what.error);
  allow({hash::errors, 0}, fields::error(number), what.error);
  if (!what.description.empty())
    allow({hash::errors, 0}, fields::error_description(number), what.description);
}

void expected_sums::take_least(array of, std::uint32_t recipient, std::uint64_t value) {
  const auto [place, is_new] = arrays_.try_emplace({of, recipient}, value);
  if (!is_new) place->second = std::min(place->second, value);
}

void expected_sums::allow(step_facts::hash_part part, std::string field, std::string value) {
  hashes_[{part, std::move(field)}].insert(std::move(value));
}

std::optional<std::string> expected_sums::difference(const simulated_campaign& seen) const {
  for (const auto& [field, n] : seen.counts) {
    const auto expected = counts_.find(field);
    const auto times = expected == counts_.end() ? 0 : expected->second;
    if (n != times) return field + " is " + std::to_string(n) + " and not " + std::to_string(times);
  }
  if (auto wrong = difference_of(seen.counts, counts_, "a count")) return wrong;
  if (auto wrong = difference_of(seen.clicked, clicked_, "a clicker")) return wrong;
  if (auto wrong = difference_of(seen.arrays, arrays_, "a time or an error")) return wrong;
  return difference_of_hashes(seen);
}

std::optional<std::string> expected_sums::difference_of_hashes(const simulated_campaign& seen) const {
  if (seen.hashes.size() != hashes_.size())
    return std::to_string(seen.hashes.size()) + " events and errors and not " +
           std::to_string(hashes_.size());
  for (const auto& [place, value] : seen.hashes) {
    const auto allowed = hashes_.find(place);
    if (allowed == hashes_.end()) return place.second + " was never reported";
    if (!allowed->second.contains(value)) return place.second + " was never reported as " + value;
  }
  return std::nullopt;
}

}  // namespace waypost::test
