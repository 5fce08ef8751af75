#include "attribution/journal/segment_reader.hpp"

#include <algorithm>
#include <array>
#include <fcntl.h>
#include <unistd.h>

#include "attribution/journal/segment_header.hpp"

namespace waypost {
namespace {

constexpr std::size_t buffer_bytes = std::size_t{256} << 10;
constexpr std::uint64_t events_per_index_entry = 4096;

// Fills `to` from position `at`; answers how many bytes there were.
result<std::size_t> read_at(int file, std::span<std::byte> to, std::uint64_t at) {
  std::size_t have = 0;
  while (have < to.size()) {
    const ssize_t n = ::pread(file, to.data() + have, to.size() - have, static_cast<off_t>(at + have));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return last_error();
    if (n == 0) break;
    have += static_cast<std::size_t>(n);
  }
  return have;
}

}  // namespace

segment_reader::segment_reader(file_descriptor opened, journal_key key, std::uint64_t first,
                               bool header_corrupt)
    : opened_(std::move(opened)),
      key_(key),
      at_{first, segment_header_bytes},
      index_{at_},
      header_corrupt_(header_corrupt) {}

result<segment_reader> segment_reader::open(const std::filesystem::path& file, const journal_name& name,
                                            std::uint64_t first) {
  file_descriptor opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (!opened) return last_error();
  std::array<std::byte, segment_header_bytes> bytes;
  const auto have = read_at(opened.number(), bytes, 0);
  if (!have) return have.error();
  const auto header = parse_segment_header({bytes.data(), *have});
  if (!header && header.error() == errc::unknown_version) return header.error();
  const bool corrupt = !header || header->name != name || header->first != first;
  return segment_reader(std::move(opened), key_of(name), first, corrupt);
}

result<std::span<const std::byte>> segment_reader::bytes_here(std::uint64_t limit) {
  const std::uint64_t wanted = std::min<std::uint64_t>(largest_record, limit - at_.byte);
  if (at_.byte < buffer_at_ || at_.byte + wanted > buffer_at_ + buffer_.size()) {
    buffer_.resize(static_cast<std::size_t>(std::min<std::uint64_t>(buffer_bytes, limit - at_.byte)));
    const auto have = read_at(opened_.number(), buffer_, at_.byte);
    buffer_.resize(have ? *have : 0);
    buffer_at_ = at_.byte;
    if (!have) return have.error();
  }
  const auto skip = static_cast<std::size_t>(at_.byte - buffer_at_);
  const std::span<const std::byte> all(buffer_);
  const auto rest = all.subspan(std::min(skip, all.size()));
  return rest.first(static_cast<std::size_t>(std::min<std::uint64_t>(rest.size(), limit - at_.byte)));
}

result<std::optional<record>> segment_reader::next_record(std::uint64_t limit) {
  while (at_.byte + sizeof(record_header) <= limit) {
    const auto bytes = bytes_here(limit);
    if (!bytes) return bytes.error();
    if (bytes->size() < sizeof(record_header)) break;
    const auto found = decode(*bytes, key_);
    if (found && !is_known(found->header.type)) return errc::unknown_version;
    at_.byte += found ? found->header.length : record_alignment;
    if (found && found->header.type != record_type::padding) return found;
  }
  return std::optional<record>{};
}

void segment_reader::remember(const record& entry) {
  const std::size_t number = entry.header.user_agent;
  if (number == 0 || number > most_user_agents) return;
  if (user_agents_.size() < number) user_agents_.resize(number);
  user_agents_[number - 1] = entry.text;
}

std::string_view segment_reader::user_agent_of(const record& r) {
  const std::size_t number = r.header.user_agent;
  if (number == 0) return r.text;
  if (number <= user_agents_.size() && !user_agents_[number - 1].empty()) return user_agents_[number - 1];
  ++lost_user_agents_;
  return {};
}

void segment_reader::note_place(std::uint64_t offset, std::uint64_t byte) {
  if (offset >= index_.back().offset + events_per_index_entry) index_.push_back({offset, byte});
}

void segment_reader::go_back_to(std::uint64_t offset) {
  const auto after =
      std::partition_point(index_.begin(), index_.end(), [&](const place& p) { return p.offset <= offset; });
  at_ = after == index_.begin() ? index_.front() : *std::prev(after);
}

result<std::uint64_t> segment_reader::read(std::uint64_t from, std::uint64_t end, std::uint64_t bytes,
                                           std::size_t& most, const sink& to, const gap& missing) {
  if (from < at_.offset) go_back_to(from);
  std::uint64_t expected = from;
  while (most > 0 && expected < end) {
    const place before = at_;
    const auto found = next_record(bytes);
    if (!found) return found.error();
    if (!*found || (*found)->header.offset >= end) {
      const bool pass = missing(expected, end);
      at_ = {pass ? end : expected, before.byte};
      return at_.offset;
    }
    const record& r = **found;
    if (r.header.type == record_type::user_agent) {
      remember(r);
      continue;
    }
    const std::uint64_t offset = r.header.offset;
    if (offset < at_.offset) continue;
    if (offset > expected && !missing(expected, offset)) {
      at_ = before;
      return expected;
    }
    at_.offset = offset + 1;
    note_place(at_.offset, at_.byte);
    if (offset < from) continue;
    to(event_of(r, user_agent_of(r)));
    expected = offset + 1;
    --most;
  }
  return expected;
}

result<std::uint64_t> segment_reader::find_end(std::uint64_t bytes) {
  while (true) {
    const auto found = next_record(bytes);
    if (!found) return found.error();
    if (!*found) return at_.offset;
    const record& r = **found;
    if (r.header.type == record_type::user_agent) {
      remember(r);
      continue;
    }
    at_.offset = std::max(at_.offset, r.header.offset + 1);
    note_place(at_.offset, at_.byte);
  }
}

}  // namespace waypost
