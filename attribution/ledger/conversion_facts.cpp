#include "attribution/ledger/conversion_facts.hpp"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

#include "attribution/journal/checksum.hpp"
#include "attribution/ledger/fact_times.hpp"
#include "attribution/ledger/fields.hpp"

namespace waypost {

namespace {

constexpr std::int64_t largest_value = std::int64_t{1} << 53;

// What is before the next colon, which goes too; nothing where there is none.
std::optional<std::string_view> take_part(std::string_view& rest) {
  const auto colon = rest.find(':');
  if (colon == rest.npos) return std::nullopt;
  const auto part = rest.substr(0, colon);
  rest.remove_prefix(colon + 1);
  return part;
}

template <class Number>
std::optional<Number> take_number(std::string_view& rest) {
  const auto part = take_part(rest);
  return part ? fields::number<Number>(*part) : std::nullopt;
}

// By recipient and time, and then by the hashes of their fields, until the places of these are needed.
bool before(const conversion_fact& a, const conversion_fact& b) noexcept {
  return std::tie(a.recipient, a.at, a.sent, a.first_click) <
         std::tie(b.recipient, b.at, b.sent, b.first_click);
}

fact_time time_at(std::span<const fact_time> times, std::size_t i) noexcept {
  return i < times.size() ? times[i] : 0;
}

}  // namespace

// <index in chunk>:<at_s>:<minor_units>:<currency>:<event name>
result<conversion_text> parse_conversion(std::string_view value) {
  const auto recipient = take_number<std::uint16_t>(value);
  if (!recipient) return errc::corrupt;
  const auto at_s = take_number<std::int64_t>(value);
  if (!at_s) return errc::corrupt;
  const auto minor_units = take_number<std::int64_t>(value);
  if (!minor_units || *minor_units > largest_value || *minor_units < -largest_value) return errc::corrupt;
  const auto currency = take_part(value);
  if (!currency || (!currency->empty() && currency->size() != currency_letters)) return errc::corrupt;
  return conversion_text{*recipient, *at_s, *minor_units, *currency, value};
}

result<void> conversion_collector::take(std::string_view field, std::string_view value) {
  const auto read = parse_conversion(value);
  if (!read) return read.error();
  const auto at = fact_time_in(read->at_s, terms_.created_s);
  if (!at) return at.error();
  // What was before the campaign cannot have come of it; as a fact's time it would be its first second.
  if (read->at_s < terms_.created_s) return {};
  const auto event = terms_.event(read->event);
  if (!event) return {};
  conversion_fact fact;
  fact.minor_units = read->minor_units;
  fact.at = *at;
  fact.recipient = read->recipient;
  fact.event = *event;
  fact.currency = currency_of(read->currency);
  if (taken_.size() >= most_conversions_of_chunk) return errc::too_many;
  const auto hash = checksum(field);
  fact.sent = static_cast<std::uint32_t>(hash >> 32);
  fact.first_click = static_cast<std::uint32_t>(hash);
  taken_.push_back(fact);
  std::push_heap(taken_.begin(), taken_.end(), before);
  unsorted_ = taken_.size();
  return {};
}

// A heap is sorted in its own place, and can be left at any moment.
bool conversion_collector::sort_some(std::size_t most) {
  for (; unsorted_ != 0 && most != 0; --unsorted_, --most)
    std::pop_heap(taken_.begin(), taken_.begin() + static_cast<std::ptrdiff_t>(unsorted_), before);
  return unsorted_ != 0;
}

conversion_facts conversion_collector::facts() && {
  sort_some(unsorted_);
  taken_.erase(std::unique(taken_.begin(), taken_.end(),
                           [](const conversion_fact& a, const conversion_fact& b) {
                             return !before(a, b) && !before(b, a);
                           }),
               taken_.end());
  for (auto& fact : taken_) fact.sent = fact.first_click = 0;
  return std::move(taken_);
}

void note_sent(conversion_facts& facts, std::span<const fact_time> sent) {
  for (auto& fact : facts) fact.sent = time_at(sent, fact.recipient);
}

void note_first_clicks(conversion_facts& facts, std::span<const fact_time> first_clicks) {
  for (auto& fact : facts) fact.first_click = time_at(first_clicks, fact.recipient);
}

}  // namespace waypost
