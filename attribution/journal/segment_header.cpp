#include "attribution/journal/segment_header.hpp"

#include <charconv>
#include <cstring>

#include "attribution/journal/checksum.hpp"

namespace waypost {
namespace {

constexpr std::array<char, 8> segment_magic{'w', 'p', '.', 's', 'e', 'g', 'm', '\n'};
constexpr std::string_view suffix = ".seg";
constexpr std::size_t digits_of_first = 20;

// The bytes of the file.
struct layout {
  std::array<char, 8> magic;
  std::uint32_t version;
  std::uint32_t index;
  std::uint64_t node;
  std::uint64_t start;
  std::uint64_t first;
  std::uint64_t previous_end;
  std::int64_t created_ms;
  std::uint64_t checksum;  // of what is above
};
static_assert(sizeof(layout) == segment_header_bytes);

std::uint64_t checksum_of(const layout& l) noexcept {
  return checksum(static_cast<const void*>(&l), offsetof(layout, checksum));
}

template <class T>
bool parse_number(std::string_view text, T& value) noexcept {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return !text.empty() && error == std::errc{} && end == text.data() + text.size();
}

}  // namespace

std::array<std::byte, segment_header_bytes> to_bytes(const segment_header& h) noexcept {
  layout l{segment_magic,  segment_version, h.name.index,
           h.name.node,    h.name.start,    h.first,
           h.previous_end, h.created_ms,    0};
  l.checksum = checksum_of(l);
  std::array<std::byte, segment_header_bytes> bytes;
  std::memcpy(bytes.data(), &l, sizeof l);
  return bytes;
}

result<segment_header> parse_segment_header(std::span<const std::byte> bytes) noexcept {
  layout l;
  if (bytes.size() < sizeof l) return errc::corrupt;
  std::memcpy(&l, bytes.data(), sizeof l);
  // Magic, version and the place of the checksum are the same in all versions.
  if (l.magic != segment_magic || l.checksum != checksum_of(l)) return errc::corrupt;
  if (l.version != segment_version) return errc::unknown_version;
  return segment_header{{l.node, l.start, l.index}, l.first, l.previous_end, l.created_ms};
}

std::string segment_file_name(std::uint32_t index, std::uint64_t first) {
  const std::string digits = std::to_string(first);
  return std::to_string(index) + '-' + std::string(digits_of_first - digits.size(), '0') + digits +
         std::string(suffix);
}

std::optional<segment_file> parse_segment_file_name(std::string_view name) noexcept {
  if (!name.ends_with(suffix)) return std::nullopt;
  name.remove_suffix(suffix.size());
  const auto dash = name.find('-');
  if (dash == name.npos || name.size() - dash - 1 != digits_of_first) return std::nullopt;
  segment_file f;
  if (!parse_number(name.substr(0, dash), f.index) || !parse_number(name.substr(dash + 1), f.first))
    return std::nullopt;
  return f;
}

}  // namespace waypost
