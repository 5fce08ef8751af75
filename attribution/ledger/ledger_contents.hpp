#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <waypost/counters.hpp>
#include <waypost/errors.hpp>
#include <waypost/ids.hpp>

#include "attribution/ledger/fields.hpp"
#include "attribution/redis/reply.hpp"

namespace waypost {

// The token of the last step that touched a chunk of facts: never met again with other contents.
using fact_version = std::uint64_t;

// The versions of one chunk's facts; nothing where there are none of a kind.
struct chunk_versions {
  struct bitmap {
    std::uint16_t link = 0;
    device on = device::other;
    fact_version version = 0;

    friend auto operator<=>(const bitmap&, const bitmap&) = default;
  };

  std::optional<fact_version> sent;
  std::optional<fact_version> delivered;
  std::optional<fact_version> first_click;
  std::optional<fact_version> failed;
  std::optional<fact_version> conversions;
  std::vector<bitmap> clicked;  // ascending

  friend bool operator==(const chunk_versions&, const chunk_versions&) = default;
};

// All facts that a ledger lists.
struct listed_facts {
  std::map<std::uint32_t, chunk_versions> chunks;
  std::map<std::uint32_t, fact_version> plain_counts;
  std::map<std::uint32_t, fact_version> unknown_events;
  std::optional<fact_version> errors;
};

// Equal where all facts have the same versions: the sum of the hashes of all of a ledger's versions.
struct versions_mark {
  std::uint64_t low = 0;
  std::uint64_t high = 0;

  friend bool operator==(const versions_mark&, const versions_mark&) = default;
};

// A campaign's ledger as it was read: counts, and the facts that must exist.
struct ledger_contents {
  campaign_counters counts;  // without what comes from facts
  versions_mark versions;
  // Names and versions, until they are asked for: a campaign at rest is recognized by their mark alone.
  std::vector<std::pair<std::string_view, std::string_view>> listed;  // borrowed from the reply
};

// Takes the reply to HGETALL apart, which must outlive what is made of it. Fields it does not know are passed
// over: a newer server may keep more. errc::redis_protocol where it is no such reply, errc::corrupt where a
// field that it knows makes no sense.
result<ledger_contents> read_ledger(const redis::reply& fields_and_values);

// Kinds of facts that are not known are passed over too. errc::corrupt where a known one makes no sense.
result<listed_facts> facts_listed_in(const ledger_contents& ledger);

}  // namespace waypost
