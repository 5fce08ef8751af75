#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <waypost/errors.hpp>
#include <waypost/journal.hpp>

#include "attribution/journal/file_descriptor.hpp"
#include "attribution/journal/record.hpp"

namespace waypost {

// Reads one segment file. Goes on where the last read ended without looking at anything twice; goes back by a
// coarse index of what it has passed. After bytes that are no record it goes on at the next place, a multiple
// of 8, where one begins. One thread.
class segment_reader {
 public:
  using sink = std::function<void(const event&)>;
  // Told of the offsets [from, to) that are missing; true where they are to be passed over.
  using gap = std::function<bool(std::uint64_t from, std::uint64_t to)>;

  // errc::unknown_version where the segment is of a version this program does not know. A corrupt header is
  // no error: every record proves itself.
  static result<segment_reader> open(const std::filesystem::path& file, const journal_name& name,
                                     std::uint64_t first);

  // Gives `to` the events from offset `from` to below `end` that lie in the first `bytes` bytes, at most
  // `most`. Answers the offset to go on with; it is `end` where the bytes are used up, or the first of a gap
  // that is not to be passed over. Lowers `most` by those given.
  result<std::uint64_t> read(std::uint64_t from, std::uint64_t end, std::uint64_t bytes, std::size_t& most,
                             const sink& to, const gap& missing);

  // The offset after the last event in the first `bytes` bytes.
  result<std::uint64_t> find_end(std::uint64_t bytes);

  bool header_corrupt() const noexcept { return header_corrupt_; }
  // Clicks given without a user agent, because the table's entry was corrupt.
  std::uint64_t lost_user_agents() const noexcept { return lost_user_agents_; }

 private:
  struct place {
    std::uint64_t offset;  // events below it lie before
    std::uint64_t byte;
  };

  segment_reader(file_descriptor opened, journal_key key, std::uint64_t first, bool header_corrupt);

  void go_back_to(std::uint64_t offset);
  // The next record below byte `limit`, at_.byte behind it; nothing at the end.
  result<std::optional<record>> next_record(std::uint64_t limit);
  // Bytes of the file from at_.byte on: a whole record at least, unless `limit` is near.
  result<std::span<const std::byte>> bytes_here(std::uint64_t limit);
  void remember(const record& entry);
  std::string_view user_agent_of(const record& click_record);
  void note_place(std::uint64_t offset, std::uint64_t byte);

  file_descriptor opened_;
  journal_key key_;
  place at_;
  std::vector<place> index_;
  std::vector<std::string> user_agents_;
  std::vector<std::byte> buffer_;
  std::uint64_t buffer_at_ = 0;  // the place of buffer_ in the file
  bool header_corrupt_;
  std::uint64_t lost_user_agents_ = 0;
};

}  // namespace waypost
