#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <waypost/journal.hpp>

#include "attribution/ledger/attributed.hpp"
#include "attribution/ledger/error_number.hpp"
#include "attribution/ledger/waiting_callback.hpp"

namespace waypost {

// What merges however often it is written.
struct step_facts {
  struct clicked_chunk {
    std::uint16_t link = 0;
    device on = device::other;
    std::uint32_t chunk = 0;

    friend auto operator<=>(const clicked_chunk&, const clicked_chunk&) = default;
  };

  // Arrays of numbers by recipient, of which the least stays: a fact_time, in `failed` a packed failure.
  enum class array : std::uint8_t { first_click, sent, delivered, failed };
  struct array_chunk {
    array of = array::first_click;
    std::uint32_t chunk = 0;

    friend auto operator<=>(const array_chunk&, const array_chunk&) = default;
  };
  using least = std::map<std::uint32_t, std::uint64_t>;  // by index within the chunk

  // Hashes in which the first value of a field stays.
  enum class hash : std::uint8_t { errors, plain_counts, conversions, unknown_events };
  struct hash_part {
    hash of = hash::errors;
    std::uint32_t number = 0;  // the chunk of conversions; which one of plain counts or unknown events

    friend auto operator<=>(const hash_part&, const hash_part&) = default;
  };
  using entries = std::map<std::string, std::string>;  // value by field

  std::uint32_t recipients = 0;                                 // of the campaign, as far as is known
  std::map<clicked_chunk, std::vector<std::uint32_t>> clicked;  // indexes within the chunk
  std::map<array_chunk, least> arrays;
  std::map<hash_part, entries> hashes;
  // An account's callbacks whose messages are not known, by hash and field.
  std::map<std::uint32_t, std::map<std::string, waiting_callback>> waiting;
  std::map<std::string, error_number> text_codes;  // of errors, whose numbers others may have
};

// What adds.
struct step_counts {
  using by_name = std::map<std::string_view, std::uint64_t>;

  std::map<std::pair<std::uint16_t, quarter_hour>, std::uint64_t> clicks;
  by_name previews;
  by_name bots;
  by_name systems;
  by_name browsers;
  by_name devices;
  std::map<country_code, std::uint64_t> countries;
  // Of plain counts that no id lets come again.
  std::map<std::pair<report_type, quarter_hour>, std::uint64_t> messages;
  std::uint64_t fallbacks = 0;
  std::uint64_t unknown_recipients = 0;
  std::uint64_t unknown_messages = 0;  // an account's: callbacks that had no room to wait
};

// One step's events added up: pure, knows no Redis. Meanings of the numbers are docs/ledger.md's.
class step_sum {
 public:
  // The script writes all of a step in one HSET, and Lua's stack bounds its arguments.
  static constexpr std::size_t most_fields = 3000;
  // Each entry is a command of its own in the transaction, and Redis does nothing else meanwhile.
  static constexpr std::size_t most_entries = 2000;

  // `recipients`: how many the campaign has, as far as is known.
  explicit step_sum(journal_name journal, std::uint32_t recipients = 0) : journal_(journal) {
    facts_.recipients = recipients;
  }

  // False, and nothing changed, where the step has no room left. A report's recipient and a callback's
  // message must be resolved.
  bool add(const attributed& event);

  // A callback that was counted since it had no room to wait is found after all.
  void take_back_unknown_message() noexcept { --counts_.unknown_messages; }

  const step_facts& facts() const noexcept { return facts_; }
  const step_counts& counts() const noexcept { return counts_; }
  // The position of the recipient of each sent message that has an id.
  const std::map<std::string, std::uint32_t>& messages() const noexcept { return messages_; }

  // How many fields of the ledger the step would write at most.
  std::size_t fields() const noexcept;
  // How many fields of hashes of facts.
  std::size_t entries() const noexcept { return entries_; }

 private:
  void add(const attributed_click& click);
  void add(const attributed_report& report, std::uint64_t offset);
  void add(const attributed_callback& callback);
  void add_of_recipient(const attributed_report& report, std::uint64_t offset);
  void add_conversion(const attributed_report& report, std::uint64_t offset);
  void add_plain_count(const attributed_report& report, std::uint64_t offset);
  void add_unknown(const attributed_report& report);
  void add_error(const attributed_report& report);
  void put(step_facts::hash_part where, std::string field, std::string value);
  void take_least(step_facts::array of, std::uint32_t recipient, std::uint64_t value);

  journal_name journal_;
  step_facts facts_;
  step_counts counts_;
  std::map<std::string, std::uint32_t> messages_;
  std::size_t entries_ = 0;
};

}  // namespace waypost
