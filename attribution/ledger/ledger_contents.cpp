#include "attribution/ledger/ledger_contents.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <vector>

namespace waypost {

namespace {

// Bounds what a corrupt field could make us allocate; a campaign has far fewer links.
constexpr std::uint16_t most_links = 10000;

std::vector<std::string_view> parts_of(std::string_view text) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto colon = text.find(':');
    parts.push_back(text.substr(0, colon));
    if (colon == text.npos) return parts;
    text.remove_prefix(colon + 1);
  }
}

campaign_counters::link* link_at(campaign_counters& counts, std::string_view index) {
  const auto link = fields::number<std::uint16_t>(index);
  if (!link || *link >= most_links) return nullptr;
  if (counts.links.size() <= *link) counts.links.resize(*link + std::size_t{1});
  return &counts.links[*link];
}

bool take_clicks(campaign_counters& counts, std::string_view rest, std::uint64_t n) {
  const auto parts = parts_of(rest);
  if (parts.size() != 2) return false;
  auto* link = link_at(counts, parts[0]);
  const auto quarter = fields::number<quarter_hour>(parts[1]);
  if (link == nullptr || !quarter) return false;
  link->clicks[*quarter] = n;
  return true;
}

// A kind of chunk that is not known belongs to a newer server: nothing to read here.
std::optional<listed_chunk> parse_chunk(std::string_view name) {
  using kind = listed_chunk::kind;
  const auto parts = parts_of(name);
  listed_chunk chunk;
  if (parts.size() == 1 && parts[0] == "sent_counts") {
    chunk.what = kind::sent_counts;
    return chunk;
  }
  const auto number = fields::number<std::uint32_t>(parts.back());
  if (!number) return std::nullopt;
  chunk.chunk = *number;
  if (parts.size() == 4 && parts[0] == "clicked") {
    const auto link = fields::number<std::uint16_t>(parts[1]);
    if (!link || *link >= most_links) return std::nullopt;
    chunk.link = *link;
    return chunk;
  }
  if (parts.size() != 2) return std::nullopt;
  if (parts[0] == "first_click")
    chunk.what = kind::first_click;
  else if (parts[0] == "sent")
    chunk.what = kind::sent;
  else
    return std::nullopt;
  return chunk;
}

bool take_count(campaign_counters& counts, std::string_view field, std::string_view value) {
  const auto n = fields::number<std::uint64_t>(value);
  if (!n) return false;
  if (field.starts_with(fields::clicks_prefix))
    return take_clicks(counts, field.substr(fields::clicks_prefix.size()), *n);
  if (field.starts_with(fields::previews_prefix))
    counts.previews[std::string(field.substr(fields::previews_prefix.size()))] = *n;
  else if (field.starts_with(fields::bots_prefix))
    counts.bots[std::string(field.substr(fields::bots_prefix.size()))] = *n;
  else if (field == fields::fallbacks)
    counts.fallbacks = *n;
  else
    counts.unknown_recipients = *n;
  return true;
}

bool is_count(std::string_view field) {
  return field.starts_with(fields::clicks_prefix) || field.starts_with(fields::previews_prefix) ||
         field.starts_with(fields::bots_prefix) || field == fields::fallbacks ||
         field == fields::unknown_recipients;
}

}  // namespace

result<ledger_contents> read_ledger(campaign_id campaign, const redis::reply& all) {
  if (all.type != redis::reply::kind::array || all.elements.size() % 2 != 0) return errc::redis_protocol;
  ledger_contents ledger;
  for (std::size_t i = 0; i < all.elements.size(); i += 2) {
    const std::string_view field = all.elements[i].text;
    const std::string_view value = all.elements[i + 1].text;
    if (is_count(field)) {
      if (!take_count(ledger.counts, field, value)) return errc::corrupt;
    } else if (field.starts_with(fields::version_prefix)) {
      const auto name = field.substr(fields::version_prefix.size());
      auto chunk = parse_chunk(name);
      if (!chunk) continue;
      chunk->key = fields::chunk_key(campaign, name);
      chunk->version = value;
      ledger.chunks.push_back(std::move(*chunk));
    }
  }
  return ledger;
}

}  // namespace waypost
