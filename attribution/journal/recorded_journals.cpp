#include "attribution/journal/recorded_journals.hpp"

#include <algorithm>
#include <charconv>
#include <set>
#include <string>
#include <system_error>

#include "attribution/journal/data_directory.hpp"
#include "attribution/journal/ring_folder.hpp"
#include "attribution/journal/ring_reader.hpp"

namespace waypost {
namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t reports = 0;  // the index of the journal that has no clicks

std::vector<std::uint64_t> starts_in(const fs::path& folder) {
  std::vector<std::uint64_t> found;
  if (!fs::exists(folder)) return found;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    std::uint64_t start = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), start);
    if (error == std::errc{} && end == name.data() + name.size()) found.push_back(start);
  }
  std::sort(found.begin(), found.end());
  return found;
}

bool is_missing(const boost::system::error_code& e) {
  return e == boost::system::errc::no_such_file_or_directory;
}

// The offset after the last event that the ring has, or had.
std::uint64_t end_of(const ring& of) {
  const auto published = of.published();
  // A producer that was killed may have left one more than it says.
  ring_reader rest(of);
  rest.pass_to(published);
  const auto last = rest.next();
  return last ? last->offset + 1 : published;
}

result<void> look_at(const journals::options& where, std::uint64_t start,
                     std::vector<recorded_journal>& into) {
  const auto folder = where.folder / std::to_string(start);
  const auto ring_folder = noted_ring_folder(where, start);
  // The rings first: what is not found there is in the segments by then.
  auto rings = find_rings(ring_folder).indexes;
  std::set<std::uint32_t> indexes = rings;
  for (const auto& [index, firsts] : find_segments(folder)) indexes.insert(index);
  indexes.erase(reports);
  for (const auto index : indexes) {
    recorded_journal found{{where.node, start, index}, folder, ring_file(ring_folder, index)};
    if (rings.contains(index)) {
      const auto opened = ring::open(found.ring);
      if (opened && (*opened)->name() == found.name) found.end = end_of(**opened);
      // One that is corrupt is told of when it is read; one that is gone was carried to disk.
      if (!opened && opened.error() != errc::corrupt && !is_missing(opened.error())) return opened.error();
    }
    into.push_back(std::move(found));
  }
  return {};
}

}  // namespace

result<std::vector<recorded_journal>> find_recorded_journals(const fs::path& data) {
  const auto node = read_node(data);
  if (!node) return node.error();
  journals::options where;
  where.folder = data / "journal";
  where.ring_folder = users_ring_folder(default_memory);
  where.node = *node;
  std::vector<recorded_journal> found;
  for (const auto start : starts_in(where.folder))
    if (const auto looked = look_at(where, start, found); !looked) return looked.error();
  return found;
}

}  // namespace waypost
