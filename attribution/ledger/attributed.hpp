#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include <waypost/counters.hpp>
#include <waypost/ids.hpp>
#include <waypost/report.hpp>

#include "attribution/clients/client_class.hpp"
#include "attribution/clients/country_code.hpp"

namespace waypost {

// Times in facts: seconds since the campaign was made, plus one, so that 0 can stand for never.
using fact_time = std::uint32_t;

// What was before the campaign counts as its first second; what is beyond 136 years as the last.
constexpr fact_time fact_time_of(std::int64_t at_s, std::int64_t created_s) noexcept {
  const std::int64_t since = at_s - created_s;
  if (since < 0) return 1;
  return since >= 0xfffffffe ? 0xffffffff : static_cast<fact_time>(since + 1);
}

// A click whose campaign is known, cut down to what the ledger keeps of it. Hundreds of thousands of them
// wait at once.
struct attributed_click {
  std::uint32_t recipient = 0;
  fact_time at = 0;
  quarter_hour quarter = 0;
  std::uint16_t link = 0;
  country_code country{};
  const client_class* client = nullptr;  // the event_reader's, and valid as long as that
  bool shared = false;                   // the code stands for no recipient
  bool fallback = false;                 // answered with the campaign's fallback URL
};
static_assert(sizeof(attributed_click) <= 32);

// A report whose campaign is known: about one recipient, or about as many messages as `count`.
struct attributed_report {
  // What only some carry.
  struct details {
    std::string error = {};        // a failure's code
    std::string description = {};  // of the error; may be empty
    std::string event = {};        // a conversion's
    std::string currency = {};     // of a conversion; empty where it has no value
    std::int64_t minor_units = 0;
    std::string message_id = {};  // of a sent message; may be empty
  };

  report_type type = report_type::sent;
  bool unknown = false;  // given up: the campaign has no such recipient
  fact_time at = 0;
  quarter_hour quarter = 0;  // of `at`
  std::int64_t at_s = 0;     // seconds since 1970
  std::int64_t received_ms = 0;
  std::uint64_t count = 0;                         // of a plain count
  std::optional<code_number> code;                 // where the recipient was named by it
  std::optional<std::uint32_t> position;           // likewise
  std::optional<std::uint32_t> recipient;          // its position, once that is known to be in the campaign
  std::string recipient_id;                        // the platform's own, where the recipient was named by it
  std::string event_id;                            // may be empty
  std::unique_ptr<const details> more;             // of a failure, a conversion or a sent message with an id
  std::chrono::steady_clock::time_point sought{};  // when its recipient was first looked for

  bool names_recipient() const noexcept { return code || position || !recipient_id.empty(); }
  bool unresolved() const noexcept { return names_recipient() && !recipient && !unknown; }
};

// The recipient to whom a message went.
struct message_place {
  campaign_id campaign{};
  std::uint32_t position = 0;

  friend bool operator==(const message_place&, const message_place&) = default;
};

// A delivery callback, which belongs to its account until its message is found.
struct attributed_callback {
  campaign_report said;          // delivered or failed, by its message's id
  std::int64_t received_ms = 0;  // since 1970
  bool looked_up = false;
  std::optional<message_place> found;  // where it was looked up and is known
  bool crowded_out = false;            // not known, and too many wait already
  bool reported = false;               // as a report of the campaign, in the drain's own journal
};

// One event of a journal that belongs to a known campaign, or a callback of an account.
struct attributed {
  std::uint64_t offset = 0;
  std::variant<attributed_click, std::unique_ptr<attributed_report>, std::unique_ptr<attributed_callback>>
      what;

  const attributed_report* report() const noexcept {
    const auto* held = std::get_if<std::unique_ptr<attributed_report>>(&what);
    return held == nullptr ? nullptr : held->get();
  }
  attributed_report* report() noexcept {
    return const_cast<attributed_report*>(static_cast<const attributed*>(this)->report());
  }
  const attributed_callback* callback() const noexcept {
    const auto* held = std::get_if<std::unique_ptr<attributed_callback>>(&what);
    return held == nullptr ? nullptr : held->get();
  }
  attributed_callback* callback() noexcept {
    return const_cast<attributed_callback*>(static_cast<const attributed*>(this)->callback());
  }

  // Whether something about it must be looked up before it can be in a step.
  bool unresolved() const noexcept {
    if (const auto* of_message = callback()) return !of_message->looked_up;
    const auto* of_recipient = report();
    return of_recipient != nullptr && of_recipient->unresolved();
  }
};

}  // namespace waypost
