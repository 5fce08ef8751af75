#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <waypost/errors.hpp>

#include "attribution/ledger/attributed.hpp"
#include "attribution/ledger/conversion_terms.hpp"
#include "attribution/ledger/sums_by.hpp"

namespace waypost {

// A conversion as a chunk's hash has it. Texts are borrowed from there.
struct conversion_text {
  std::uint16_t recipient = 0;  // within the chunk
  std::int64_t at_s = 0;        // seconds since 1970
  std::int64_t minor_units = 0;
  std::string_view currency;  // three letters; empty: it had no value
  std::string_view event;
};

// errc::corrupt where the value makes no sense.
result<conversion_text> parse_conversion(std::string_view value);

// A conversion to one of the events that a campaign asks for, with what else of its recipient decides whether
// it counts.
struct conversion_fact {
  std::int64_t minor_units = 0;
  fact_time at = 0;
  fact_time sent = 0;
  fact_time first_click = 0;
  std::uint16_t recipient = 0;  // within the chunk
  conversion_terms::event_index event = 0;
  currency_code currency = currency_code::none;  // it had no value

  friend bool operator==(const conversion_fact&, const conversion_fact&) = default;
};

// Of one chunk: by recipient, and by time for each.
using conversion_facts = std::vector<conversion_fact>;

// Fifteen a recipient. Beyond it a campaign's numbers cannot be read, so that one campaign takes neither the
// memory nor the thread of all others.
inline constexpr std::size_t most_conversions_of_chunk = 1'000'000;

// Reads a chunk's hash, field by field. A field may come again. Holds its facts once, from the first field to
// the last of facts().
class conversion_collector {
 public:
  explicit conversion_collector(const conversion_terms& terms) : terms_(terms) {}

  // Passes over events that the terms do not name, or from before the campaign. errc::corrupt for a value
  // that makes no sense, errc::too_many where there are more than most_conversions_of_chunk.
  result<void> take(std::string_view field, std::string_view value);

  // When all are taken: puts up to `most` more into their places. False where all are.
  bool sort_some(std::size_t most);

  // Sorts what is left to be sorted.
  conversion_facts facts() &&;

 private:
  const conversion_terms& terms_;
  conversion_facts taken_;    // with the hashes of their fields where sent and first_click will be
  std::size_t unsorted_ = 0;  // so many of them, in front, are a heap
};

// Notes when the recipients were sent their message, and when they first clicked.
void note_sent(conversion_facts& facts, std::span<const fact_time> sent);
void note_first_clicks(conversion_facts& facts, std::span<const fact_time> first_clicks);

}  // namespace waypost
