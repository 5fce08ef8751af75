#include "attribution/journal/segment_folder.hpp"

#include <algorithm>
#include <array>
#include <fstream>

#include "attribution/journal/segment_header.hpp"
#include "attribution/journal/segment_reader.hpp"

namespace waypost {
namespace {

// Where the segment before `s` ended, as far as its header tells.
std::uint64_t previous_end_of(const segment& s) {
  std::array<char, segment_header_bytes> bytes{};
  std::ifstream(s.file, std::ios::binary).read(bytes.data(), bytes.size());
  const auto header = parse_segment_header(std::as_bytes(std::span(bytes)));
  return header ? std::min(header->previous_end, s.first) : s.first;
}

std::uint64_t end_of(const segment& s, const journal_name& name, log_sink& log) {
  auto opened = segment_reader::open(s.file, name, s.first);
  auto end = opened ? opened->find_end(s.bytes) : result<std::uint64_t>(opened.error());
  if (end) return *end;
  log.alarm("journal " + name.text() + ": " + s.file.string() + ": " + end.error().message());
  // As if there were an event, so that who reads it meets the error.
  return s.first + 1;
}

}  // namespace

std::map<std::uint32_t, std::vector<std::uint64_t>> find_segments(const std::filesystem::path& folder) {
  std::map<std::uint32_t, std::vector<std::uint64_t>> found;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (const auto name = parse_segment_file_name(entry.path().filename().string()))
      found[name->index].push_back(name->first);
  for (auto& [index, firsts] : found) std::sort(firsts.begin(), firsts.end());
  return found;
}

std::vector<segment> list_segments(const std::filesystem::path& folder, std::uint32_t index,
                                   const std::vector<std::uint64_t>& firsts) {
  std::vector<segment> segments;
  for (const std::uint64_t first : firsts) {
    segment s;
    s.file = folder / segment_file_name(index, first);
    s.first = first;
    s.end = unknown_end;
    std::error_code ignored;  // a file that cannot be read is met again when its events are
    const auto bytes = std::filesystem::file_size(s.file, ignored);
    s.bytes = ignored ? 0 : bytes;
    s.previous_end = previous_end_of(s);
    if (!segments.empty()) segments.back().end = s.previous_end;
    segments.push_back(std::move(s));
  }
  return segments;
}

void load_segments(const std::filesystem::path& folder, const std::vector<std::uint64_t>& firsts,
                   stored_journal& to, log_sink& log) {
  auto segments = list_segments(folder, to.name.index, firsts);
  if (!segments.empty()) segments.back().end = end_of(segments.back(), to.name, log);
  for (auto& s : segments) to.segments.add(std::move(s));
}

}  // namespace waypost
