#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <waypost/counters.hpp>
#include <waypost/journal.hpp>
#include <waypost/report.hpp>

#include "attribution/journal/checksum.hpp"
#include "attribution/redis/keys.hpp"

// Every field of a campaign's ledger is spelled here and nowhere else. docs/redis-keys.md describes them.
namespace waypost::fields {

// All of the journal's events for this campaign below this offset are in the campaign's facts and counts.
inline std::string watermark(const journal_name& journal) { return "w:" + journal.text(); }

// The node's starts up to this one are retired: their journals may change nothing any more.
inline std::string retired(const journal_name& journal) { return "r:" + detail::hex16(journal.node); }

inline constexpr std::string_view clicks_prefix = "clicks:";
inline std::string clicks(std::uint16_t link, quarter_hour quarter) {
  return std::string(clicks_prefix) + std::to_string(link) + ':' + std::to_string(quarter);
}

inline constexpr std::string_view previews_prefix = "previews:";
inline std::string previews(std::string_view name) {
  return std::string(previews_prefix) + std::string(name);
}

inline constexpr std::string_view bots_prefix = "bots:";
inline std::string bots(std::string_view name) { return std::string(bots_prefix) + std::string(name); }

// Of clicks by people: the client's system, browser and device, and the country it came from.
inline constexpr std::string_view systems_prefix = "systems:";
inline constexpr std::string_view browsers_prefix = "browsers:";
inline constexpr std::string_view devices_prefix = "devices:";
inline constexpr std::string_view countries_prefix = "countries:";
inline std::string named(std::string_view prefix, std::string_view name) {
  return std::string(prefix) + std::string(name);
}

// Messages of plain counts without an event id: sent, delivered.
inline constexpr std::string_view messages_prefix = "messages:";
inline std::string messages(report_type type, quarter_hour quarter) {
  return std::string(messages_prefix) + std::string(name_of(type)) + ':' + std::to_string(quarter);
}

inline constexpr std::string_view fallbacks = "fallbacks";
inline constexpr std::string_view unknown_recipients = "unknown_recipients";

// Of an account's ledger: callbacks that had no room to wait for their messages.
inline constexpr std::string_view unknown_messages = "unknown_messages";

// The version of a chunk of facts: the token of the last step that touched it. So these fields also list the
// chunks that must exist.
inline constexpr std::string_view version_prefix = "f:";
inline std::string version(campaign_id campaign, std::string_view chunk_key) {
  return std::string(version_prefix) +
         std::string(chunk_key.substr(redis::keys::of_campaign(campaign).size()));
}
// The key of the chunk whose version `field` (without its prefix) is.
inline std::string chunk_key(campaign_id campaign, std::string_view name) {
  return redis::keys::of_campaign(campaign) + std::string(name);
}

// What an event counts once under, in the hashes of plain counts, conversions and unknown events: its id, or
// its place where it has none. An id is one recipient's: the same of another one is another event.
inline std::string event(std::string_view event_id) { return "e:" + std::string(event_id); }
inline std::string event_of(std::string_view recipient, std::string_view event_id) {
  return std::string(recipient) + ':' + event(event_id);
}
inline std::string event_at(const journal_name& journal, std::uint64_t offset) {
  return "j:" + journal.text() + ':' + std::to_string(offset);
}

// Plain counts and unknown events of several types lie in one hash.
inline std::string typed(report_type type, std::string_view event) {
  return std::string(name_of(type)) + ':' + std::string(event);
}

// What an error's number stands for, in the hash of errors: its code, and what it was described as.
inline constexpr std::string_view description_suffix = ":description";
inline std::string error(std::uint32_t number) { return std::to_string(number); }
inline std::string error_description(std::uint32_t number) {
  return error(number) + std::string(description_suffix);
}

// What a callback waits under: what it says, delivered or failed, and of which message.
inline std::string waiting(report_type type, std::string_view message_id) { return typed(type, message_id); }
// The message of such a field; empty where it is none.
inline std::string_view message_of_waiting(std::string_view field) noexcept {
  const auto colon = field.find(':');
  return colon == field.npos ? std::string_view() : field.substr(colon + 1);
}

// Field of the fence: what the journal's last step wrote together with its facts.
inline std::string fence(const journal_name& journal) { return journal.text(); }

// All of `text` as a number; nothing where it is none.
template <class Number>
std::optional<Number> number(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace waypost::fields
