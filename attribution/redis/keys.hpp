#pragma once

#include <cstdint>
#include <string>

#include <waypost/block.hpp>
#include <waypost/click.hpp>
#include <waypost/ids.hpp>

// Every key that Waypost keeps in Redis is spelled here and nowhere else. docs/redis-keys.md describes them.
// The part in braces is the hash tag: all keys of a campaign lie in one slot of a cluster.
namespace waypost::redis::keys {

using waypost::recipients_per_chunk;

inline std::string registry_log() { return "wp:{registry}:log"; }

inline std::string of_campaign(campaign_id c) { return "wp:{" + waypost::to_text(c) + "}:"; }

inline std::string ledger(campaign_id c) { return of_campaign(c) + "ledger"; }
inline std::string fence(campaign_id c) { return of_campaign(c) + "fence"; }

// Bitmap: these recipients of the chunk clicked this link on this kind of device.
inline std::string clicked(campaign_id c, std::uint16_t link, device kind, std::uint32_t chunk) {
  return of_campaign(c) + "clicked:" + std::to_string(link) + ':' + std::string(name_of(kind)) + ':' +
         std::to_string(chunk);
}

// Arrays of 32-bit seconds since the campaign was made, plus one; 0 = never.
inline std::string first_click(campaign_id c, std::uint32_t chunk) {
  return of_campaign(c) + "first_click:" + std::to_string(chunk);
}
inline std::string sent(campaign_id c, std::uint32_t chunk) {
  return of_campaign(c) + "sent:" + std::to_string(chunk);
}
inline std::string delivered(campaign_id c, std::uint32_t chunk) {
  return of_campaign(c) + "delivered:" + std::to_string(chunk);
}

// Array of 56-bit numbers: such a time, 21 bits up, above the number of the error.
inline std::string failed(campaign_id c, std::uint32_t chunk) {
  return of_campaign(c) + "failed:" + std::to_string(chunk);
}

// Hash: what the numbers of errors stand for.
inline std::string errors(campaign_id c) { return of_campaign(c) + "errors"; }

// Hash: conversions of the chunk's recipients, under their event id or their place in the journal.
inline std::string conversions(campaign_id c, std::uint32_t chunk) {
  return of_campaign(c) + "conversions:" + std::to_string(chunk);
}

// Plain counts, and events about unknown recipients, lie in this many hashes each, by the hash of the field.
inline constexpr std::uint32_t hashes_of_events = 64;

// Hash: plain counts of messages, under their event id or their place in the journal.
inline std::string plain_counts(campaign_id c, std::uint32_t number) {
  return of_campaign(c) + "plain_counts:" + std::to_string(number);
}

// Hash: events with an id whose recipient is not known.
inline std::string unknown_events(campaign_id c, std::uint32_t number) {
  return of_campaign(c) + "unknown_events:" + std::to_string(number);
}

inline std::string of_account(account_id a) { return "wp:{" + waypost::to_text(a) + "}:"; }

// Messages of an account, and callbacks that wait for theirs, lie in this many hashes each, by the hash of
// the field. Of messages: for each generation.
inline constexpr std::uint32_t hashes_of_messages = 65536;
inline constexpr std::uint32_t hashes_of_waiting = 64;

// Hash: where the messages of that generation went, under their ids.
inline std::string messages(account_id a, std::int64_t generation, std::uint32_t number) {
  return of_account(a) + "messages:" + std::to_string(generation) + ':' + std::to_string(number);
}

// Hash: callbacks whose messages are not known.
inline std::string waiting(account_id a, std::uint32_t number) {
  return of_account(a) + "waiting:" + std::to_string(number);
}

// Number: callbacks whose messages never became known.
inline std::string unknown_messages(account_id a) { return of_account(a) + "unknown_messages"; }

// Set: the accounts that ever had callbacks waiting.
inline std::string callback_accounts() { return "wp:{callbacks}:accounts"; }

// The recipients' own ids of one upload: packed by position, and by hash of the id.
inline std::string recipients_by_position(campaign_id c, upload_id u, std::uint32_t chunk) {
  return of_campaign(c) + "recipients:" + waypost::to_text(u) + ":position:" + std::to_string(chunk);
}
inline std::string recipients_by_hash(campaign_id c, upload_id u, std::uint32_t chunk) {
  return of_campaign(c) + "recipients:" + waypost::to_text(u) + ":hash:" + std::to_string(chunk);
}

// Hash: uploads that are being staged, with the time they began. What is named here and not in the registry
// when its time is up is swept.
inline std::string staging() { return "wp:{registry}:staging"; }

}  // namespace waypost::redis::keys
