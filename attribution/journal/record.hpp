#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include <waypost/journal.hpp>

namespace waypost {

// The bytes of one record, the same in a ring and in a segment. docs/journal-format.md describes them.

// Written to disk: never renumber.
enum class record_type : std::uint8_t {
  click = 1,
  report = 2,
  user_agent = 3,  // segments only: an entry of the segment's table
  padding = 4,     // rings only: the rest of the ring's memory is not used, go on at its start
};

constexpr bool is_known(record_type t) noexcept {
  return t >= record_type::click && t <= record_type::padding;
}

struct record_header {
  std::uint64_t checksum;  // of what follows, with the journal's key
  std::uint16_t length;    // of the whole record: a multiple of 8
  record_type type;
  std::uint8_t flags;
  std::uint16_t text_length;
  std::uint16_t user_agent;  // the number of an entry in the segment's table; 0: the text is the user agent
  std::uint64_t offset;
  std::int64_t time_ms;
  std::uint64_t number;  // of the code, or the campaign's id
  std::uint8_t code_length;
  std::uint8_t answered;
  std::array<std::uint8_t, 6> network_prefix;
};
static_assert(sizeof(record_header) == 48);
static_assert(std::endian::native == std::endian::little, "the formats are little-endian");

inline constexpr std::size_t record_alignment = 8;
inline constexpr std::size_t largest_record = sizeof(record_header) + longest_report;

// A segment's table of user agents never grows beyond this; later ones are written out in each record.
inline constexpr std::uint16_t most_user_agents = 4096;

// What makes one journal's checksums differ from those of every other journal.
enum class journal_key : std::uint64_t {};
journal_key key_of(const journal_name& name) noexcept;

// Each writes a whole record to `to`, which has room for largest_record, and answers its length; 0 where a
// report is longer than longest_report. A user agent is cut at longest_user_agent.
std::size_t encode(const event& e, std::uint64_t offset, journal_key key, std::byte* to) noexcept;
std::size_t encode_click_by_reference(const click& c, std::uint16_t user_agent, std::uint64_t offset,
                                      journal_key key, std::byte* to) noexcept;
std::size_t encode_user_agent(std::string_view text, std::uint16_t number, std::uint64_t offset,
                              journal_key key, std::byte* to) noexcept;
// Only the header of a padding record is written and covered by its checksum.
std::size_t encode_padding(std::size_t length, std::uint64_t offset, journal_key key, std::byte* to) noexcept;

// A record as found: borrows its text from the bytes it was decoded from.
struct record {
  record_header header;
  std::string_view text;
};

// The length that the record at the start of `bytes` claims, or 0 where no record can begin like this.
std::size_t claimed_length(std::span<const std::byte> bytes) noexcept;

// The record at the start of `bytes`, or nothing where these are not the whole, unchanged bytes of a record
// of this journal.
std::optional<record> decode(std::span<const std::byte> bytes, journal_key key) noexcept;

// The event that a click or report record stands for; `user_agent` is what its reference leads to.
event event_of(const record& r, std::string_view user_agent) noexcept;

}  // namespace waypost
