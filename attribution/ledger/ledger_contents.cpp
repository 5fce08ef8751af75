#include "attribution/ledger/ledger_contents.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include <xxhash.h>

namespace waypost {

namespace {

// Bounds what a corrupt field could make us allocate; a campaign has far fewer links.
constexpr std::uint16_t most_links = 10000;
constexpr std::uint32_t most_chunks = most_numbers_per_campaign / recipients_per_chunk;

// What is before the next colon, which goes too; all there is where there is none.
std::string_view take_part(std::string_view& rest) {
  const auto colon = rest.find(':');
  const auto part = rest.substr(0, colon);
  rest.remove_prefix(colon == rest.npos ? rest.size() : colon + 1);
  return part;
}

std::optional<std::uint16_t> link_of(std::string_view text) {
  const auto link = fields::number<std::uint16_t>(text);
  return link && *link < most_links ? link : std::nullopt;
}

bool take_clicks(campaign_counters& counts, std::string_view rest, std::uint64_t n) {
  const auto link = link_of(take_part(rest));
  const auto quarter = fields::number<quarter_hour>(rest);
  if (!link || !quarter) return false;
  if (counts.links.size() <= *link) counts.links.resize(*link + std::size_t{1});
  counts.links[*link].clicks[*quarter] = n;
  return true;
}

// Types that are not known are passed over: a newer server may count more.
bool take_messages(campaign_counters& counts, std::string_view rest, std::uint64_t n) {
  const auto type = report_type_of(take_part(rest));
  const auto quarter = fields::number<quarter_hour>(rest);
  if (!quarter) return false;
  if (type == report_type::sent) counts.sent[*quarter] = n;
  if (type == report_type::delivered) counts.delivered[*quarter] = n;
  return true;
}

struct named_count {
  std::string_view prefix;
  campaign_counters::by_name campaign_counters::*names;
};
constexpr std::array named_counts{named_count{fields::previews_prefix, &campaign_counters::previews},
                                  named_count{fields::bots_prefix, &campaign_counters::bots},
                                  named_count{fields::systems_prefix, &campaign_counters::systems},
                                  named_count{fields::browsers_prefix, &campaign_counters::browsers},
                                  named_count{fields::devices_prefix, &campaign_counters::devices},
                                  named_count{fields::countries_prefix, &campaign_counters::countries}};

// False where it is a count and makes no sense.
bool take_count(campaign_counters& counts, std::string_view field, std::string_view value) {
  const auto n = fields::number<std::uint64_t>(value);
  if (field.starts_with(fields::clicks_prefix))
    return n && take_clicks(counts, field.substr(fields::clicks_prefix.size()), *n);
  if (field.starts_with(fields::messages_prefix))
    return n && take_messages(counts, field.substr(fields::messages_prefix.size()), *n);
  for (const auto& named : named_counts) {
    if (!field.starts_with(named.prefix)) continue;
    if (n) (counts.*named.names)[std::string(field.substr(named.prefix.size()))] = *n;
    return n.has_value();
  }
  if (field == fields::fallbacks)
    counts.fallbacks = n.value_or(0);
  else if (field == fields::unknown_recipients)
    counts.unknown_recipients = n.value_or(0);
  else
    return true;
  return n.has_value();
}

// A sum does not depend on the order of the fields, which Redis may change.
void mark(versions_mark& into, std::string_view name, std::string_view version, std::string& scratch) {
  scratch.assign(name).append(1, '=').append(version);
  const auto hash = XXH3_128bits(scratch.data(), scratch.size());
  into.low += hash.low64;
  into.high += hash.high64;
}

std::optional<fact_version> version_of(std::string_view text) {
  fact_version version = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), version, 16);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return version;
}

std::optional<device> device_of(std::string_view name) {
  for (std::size_t i = 0; i < device_kinds; ++i)
    if (name_of(static_cast<device>(i)) == name) return static_cast<device>(i);
  return std::nullopt;
}

constexpr std::array<std::pair<std::string_view, std::optional<fact_version> chunk_versions::*>, 5>
    kinds_of_chunk{{{"sent", &chunk_versions::sent},
                    {"delivered", &chunk_versions::delivered},
                    {"first_click", &chunk_versions::first_click},
                    {"failed", &chunk_versions::failed},
                    {"conversions", &chunk_versions::conversions}}};

bool take_bitmap(listed_facts& facts, std::string_view rest, fact_version version) {
  const auto link = link_of(take_part(rest));
  const auto on = device_of(take_part(rest));
  const auto chunk = fields::number<std::uint32_t>(rest);
  if (!link || !chunk || *chunk >= most_chunks) return false;
  if (!on) return true;
  facts.chunks[*chunk].clicked.push_back({*link, *on, version});
  return true;
}

bool take_hash(std::map<std::uint32_t, fact_version>& hashes, std::string_view rest, fact_version version) {
  const auto number = fields::number<std::uint32_t>(rest);
  if (!number || *number >= redis::keys::hashes_of_events) return false;
  hashes[*number] = version;
  return true;
}

// False where it is a kind that is known and makes no sense.
bool take_listed(listed_facts& facts, std::string_view name, std::string_view value) {
  const auto version = version_of(value);
  if (!version) return false;
  auto rest = name;
  const auto kind = take_part(rest);
  if (kind == "clicked") return take_bitmap(facts, rest, *version);
  if (kind == "plain_counts") return take_hash(facts.plain_counts, rest, *version);
  if (kind == "unknown_events") return take_hash(facts.unknown_events, rest, *version);
  if (name == "errors") facts.errors = *version;
  for (const auto& [known, member] : kinds_of_chunk) {
    if (kind != known) continue;
    const auto chunk = fields::number<std::uint32_t>(rest);
    if (!chunk || *chunk >= most_chunks) return false;
    facts.chunks[*chunk].*member = *version;
  }
  return true;
}

}  // namespace

result<ledger_contents> read_ledger(const redis::reply& all) {
  if (all.type != redis::reply::kind::array || all.elements.size() % 2 != 0) return errc::redis_protocol;
  ledger_contents ledger;
  std::string scratch;
  for (std::size_t i = 0; i < all.elements.size(); i += 2) {
    const std::string_view field = all.elements[i].text;
    const std::string_view value = all.elements[i + 1].text;
    if (field.starts_with(fields::version_prefix)) {
      const auto name = field.substr(fields::version_prefix.size());
      mark(ledger.versions, name, value, scratch);
      ledger.listed.emplace_back(name, value);
    } else if (!take_count(ledger.counts, field, value)) {
      return errc::corrupt;
    }
  }
  return ledger;
}

result<listed_facts> facts_listed_in(const ledger_contents& ledger) {
  listed_facts facts;
  for (const auto& [name, version] : ledger.listed)
    if (!take_listed(facts, name, version)) return errc::corrupt;
  for (auto& [number, chunk] : facts.chunks) std::sort(chunk.clicked.begin(), chunk.clicked.end());
  return facts;
}

}  // namespace waypost
