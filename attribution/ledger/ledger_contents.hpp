#pragma once

#include <cstdint>
#include <map>
#include <string>

#include <waypost/counters.hpp>
#include <waypost/errors.hpp>
#include <waypost/ids.hpp>

#include "attribution/ledger/fields.hpp"
#include "attribution/redis/reply.hpp"

namespace waypost {

// One chunk of facts that a ledger lists, by the version it has there.
struct listed_chunk {
  enum class kind : std::uint8_t { clicked, first_click, sent, sent_counts };

  kind what = kind::clicked;
  std::uint16_t link = 0;   // of clicked
  std::uint32_t chunk = 0;  // not of sent_counts
  std::string key;
  std::string version;
};

// A campaign's ledger as it was read: counts, and the chunks of facts that must exist.
struct ledger_contents {
  campaign_counters counts;  // what comes from facts is left zero
  std::vector<listed_chunk> chunks;
};

// Takes the reply to HGETALL apart. Fields it does not know are passed over: a newer server may keep more.
// errc::redis_protocol where it is no such reply, errc::corrupt where a field that it knows makes no sense.
result<ledger_contents> read_ledger(campaign_id campaign, const redis::reply& fields_and_values);

}  // namespace waypost
