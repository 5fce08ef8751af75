#include "attribution/journal/record.hpp"

#include <algorithm>
#include <cstring>

#include "attribution/journal/checksum.hpp"

namespace waypost {
namespace {

constexpr std::uint8_t head_flag = 1;
constexpr std::uint8_t prefetch_flag = 2;
constexpr std::uint8_t ipv4_flag = 4;
constexpr std::uint8_t ipv6_flag = 8;

std::size_t rounded_up(std::size_t length) noexcept {
  return (length + record_alignment - 1) & ~(record_alignment - 1);
}

// How much of a record its checksum covers, the checksum itself left out.
std::uint64_t checksum_of(const std::byte* record, std::size_t length, record_type type,
                          journal_key key) noexcept {
  constexpr std::size_t from = sizeof(record_header::checksum);
  const std::size_t covered = type == record_type::padding ? sizeof(record_header) : length;
  return checksum(record + from, covered - from) ^ static_cast<std::uint64_t>(key);
}

std::size_t finish(record_header& h, std::string_view text, journal_key key, std::byte* to) noexcept {
  const std::size_t length = rounded_up(sizeof h + text.size());
  h.length = static_cast<std::uint16_t>(length);
  h.text_length = static_cast<std::uint16_t>(text.size());
  std::memset(to + length - record_alignment, 0, record_alignment);
  std::memcpy(to, &h, sizeof h);
  if (!text.empty()) std::memcpy(to + sizeof h, text.data(), text.size());
  h.checksum = checksum_of(to, length, h.type, key);
  std::memcpy(to, &h.checksum, sizeof h.checksum);
  return length;
}

record_header header_of(const click& c, std::uint64_t offset) noexcept {
  record_header h{};
  h.type = record_type::click;
  h.flags =
      static_cast<std::uint8_t>((c.client.head ? head_flag : 0) | (c.client.prefetch ? prefetch_flag : 0));
  if (c.client.from.kind == network::family::ipv4) h.flags |= ipv4_flag;
  if (c.client.from.kind == network::family::ipv6) h.flags |= ipv6_flag;
  h.offset = offset;
  h.time_ms = c.time_ms;
  h.number = c.code.number;
  h.code_length = c.code.length;
  h.answered = static_cast<std::uint8_t>(c.answered);
  h.network_prefix = c.client.from.prefix;
  return h;
}

network network_of(const record_header& h) noexcept {
  network n;
  if ((h.flags & ipv4_flag) != 0) n.kind = network::family::ipv4;
  if ((h.flags & ipv6_flag) != 0) n.kind = network::family::ipv6;
  n.prefix = h.network_prefix;
  return n;
}

}  // namespace

journal_key key_of(const journal_name& name) noexcept {
  const std::array<std::uint64_t, 3> words{name.node, name.start, name.index};
  return journal_key{checksum(words.data(), sizeof words)};
}

std::size_t encode(const event& e, std::uint64_t offset, journal_key key, std::byte* to) noexcept {
  if (const auto* c = std::get_if<click>(&e.what)) {
    record_header h = header_of(*c, offset);
    return finish(h, c->client.user_agent.substr(0, longest_user_agent), key, to);
  }
  const auto* r = std::get_if<report>(&e.what);
  if (r == nullptr || r->text.size() > longest_report) return 0;
  record_header h{};
  h.type = record_type::report;
  h.offset = offset;
  h.time_ms = r->time_ms;
  h.number = static_cast<std::uint64_t>(r->campaign);
  return finish(h, r->text, key, to);
}

std::size_t encode_click_by_reference(const click& c, std::uint16_t user_agent, std::uint64_t offset,
                                      journal_key key, std::byte* to) noexcept {
  record_header h = header_of(c, offset);
  h.user_agent = user_agent;
  return finish(h, {}, key, to);
}

std::size_t encode_user_agent(std::string_view text, std::uint16_t number, std::uint64_t offset,
                              journal_key key, std::byte* to) noexcept {
  record_header h{};
  h.type = record_type::user_agent;
  h.user_agent = number;
  h.offset = offset;
  return finish(h, text.substr(0, longest_user_agent), key, to);
}

std::size_t encode_padding(std::size_t length, std::uint64_t offset, journal_key key,
                           std::byte* to) noexcept {
  record_header h{};
  h.type = record_type::padding;
  h.length = static_cast<std::uint16_t>(length);
  h.offset = offset;
  std::memcpy(to, &h, sizeof h);
  h.checksum = checksum_of(to, length, h.type, key);
  std::memcpy(to, &h.checksum, sizeof h.checksum);
  return length;
}

std::size_t claimed_length(std::span<const std::byte> bytes) noexcept {
  record_header h;
  if (bytes.size() < sizeof h) return 0;
  std::memcpy(&h, bytes.data(), sizeof h);
  const bool fits = h.length >= sizeof h && h.length <= largest_record && h.length % record_alignment == 0;
  const bool text_fits = h.type == record_type::padding || h.length == rounded_up(sizeof h + h.text_length);
  return fits && text_fits ? h.length : 0;
}

std::optional<record> decode(std::span<const std::byte> bytes, journal_key key) noexcept {
  const std::size_t length = claimed_length(bytes);
  if (length == 0) return std::nullopt;
  record r;
  std::memcpy(&r.header, bytes.data(), sizeof r.header);
  const bool padding = r.header.type == record_type::padding;
  if (!padding && length > bytes.size()) return std::nullopt;
  if (checksum_of(bytes.data(), length, r.header.type, key) != r.header.checksum) return std::nullopt;
  if (!padding)
    r.text = {reinterpret_cast<const char*>(bytes.data()) + sizeof r.header, r.header.text_length};
  return r;
}

event event_of(const record& r, std::string_view user_agent) noexcept {
  const record_header& h = r.header;
  if (h.type == record_type::report) return {h.offset, report{h.time_ms, campaign_id{h.number}, r.text}};
  click c;
  c.time_ms = h.time_ms;
  c.code = {h.code_length, h.number};
  c.answered = static_cast<answer>(h.answered);
  c.client = {network_of(h), (h.flags & head_flag) != 0, (h.flags & prefetch_flag) != 0, user_agent};
  return {h.offset, c};
}

}  // namespace waypost
