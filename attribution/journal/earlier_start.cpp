#include "attribution/journal/earlier_start.hpp"

#include <array>
#include <charconv>
#include <fstream>
#include <set>
#include <span>
#include <string>

#include "attribution/journal/carrier.hpp"
#include "attribution/journal/ring_layout.hpp"
#include "attribution/journal/segment_folder.hpp"

namespace waypost {
namespace {

constexpr std::string_view ring_suffix = ".ring";

// In the folder of a start: one line, where its rings lie.
constexpr std::string_view noted_name = "rings";

// Made only in part, or without a header (which is written last): no event was ever in it.
bool never_used(const std::filesystem::path& file) {
  if (file.extension() == unfinished_suffix) return true;
  std::ifstream in(file, std::ios::binary);
  if (file.extension() != ring_suffix || !in) return false;
  std::array<char, ring_magic.size()> magic{};
  in.read(magic.data(), magic.size());
  return !in.bad() && magic == decltype(magic){};
}

// The rings that lie there; those that were never used are removed.
std::set<std::uint32_t> find_rings(const std::filesystem::path& folder) {
  std::set<std::uint32_t> found;
  std::vector<std::filesystem::path> unused;
  std::error_code none;  // after a reboot, or a clean stop, there is no such folder
  for (const auto& entry : std::filesystem::directory_iterator(folder, none)) {
    const std::string name = entry.path().filename().string();
    std::uint32_t index = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), index);
    if (error != std::errc{}) continue;
    if (never_used(entry.path()))
      unused.push_back(entry.path());
    else if (std::string_view(end) == ring_suffix)
      found.insert(index);
  }
  for (const auto& file : unused) std::filesystem::remove(file, none);
  return found;
}

// Where the start had its rings: these may be given another place from start to start.
std::filesystem::path noted_ring_folder(const journals::options& o, std::uint64_t start) {
  std::ifstream in(o.folder / std::to_string(start) / noted_name);
  std::string noted;
  std::error_code ignored;
  // A line without its end was not written whole.
  if (std::getline(in, noted) && !in.eof() && std::filesystem::exists(noted, ignored)) return noted;
  return ring_folder_of(o, start);
}

}  // namespace

std::filesystem::path ring_folder_of(const journals::options& o, std::uint64_t start) {
  return o.ring_folder / detail::hex16(o.node) / std::to_string(start);
}

std::filesystem::path ring_file(const std::filesystem::path& ring_folder, std::uint32_t index) {
  return ring_folder / (std::to_string(index) + std::string(ring_suffix));
}

result<void> note_ring_folder(const journals::options& o, disk& on) {
  const std::string line = std::filesystem::absolute(ring_folder_of(o, o.start)).string() + '\n';
  const auto made = on.create(o.folder / std::to_string(o.start) / noted_name);
  if (!made) return made.error();
  return on.write(made->number(), std::as_bytes(std::span(line)), 0);
}

earlier_start::earlier_start(file_lock held, std::filesystem::path folder, std::filesystem::path ring_folder)
    : lock_(std::move(held)), folder_(std::move(folder)), ring_folder_(std::move(ring_folder)) {}

result<std::unique_ptr<earlier_start>> earlier_start::take_over(const journals::options& o,
                                                                std::uint64_t start, disk& on,
                                                                log_sink& log) {
  auto folder = o.folder / std::to_string(start);
  auto lock = file_lock::take(folder / "lock");
  if (!lock) return lock.error();
  std::unique_ptr<earlier_start> taken(
      new earlier_start(std::move(*lock), std::move(folder), noted_ring_folder(o, start)));
  if (const auto locked = taken->lock_rings(); !locked) return locked.error();
  taken->load(o, start, on, log);
  return taken;
}

void earlier_start::load(const journals::options& o, std::uint64_t start, disk& on, log_sink& log) {
  auto segments = find_segments(folder_);
  const auto rings = find_rings(ring_folder_);
  for (const auto index : rings) segments.try_emplace(index);
  for (const auto& [index, firsts] : segments) {
    auto journal = std::make_unique<stored_journal>();
    journal->name = {o.node, start, index};
    journal->finished = true;
    load_segments(folder_, firsts, *journal, log);
    if (rings.contains(index)) take_ring(*journal, o, on, log);
    if (journal->events || journal->segments.last()) left.push_back(std::move(journal));
  }
  std::error_code not_empty;  // a ring that could not be carried is still there
  std::filesystem::remove(ring_folder_, not_empty);
}

result<void> earlier_start::lock_rings() {
  std::error_code ignored;
  if (!std::filesystem::exists(ring_folder_, ignored)) return {};  // a reboot, or a clean stop
  auto held = file_lock::take_folder(ring_folder_);
  if (held) ring_lock_.emplace(std::move(*held));
  if (!held && held.error() == errc::locked) return held.error();
  return {};  // a folder that cannot be opened holds nothing that could be taken
}

void earlier_start::take_ring(stored_journal& to, const journals::options& o, disk& on, log_sink& log) {
  const auto file = ring_file(ring_folder_, to.name.index);
  auto opened = ring::open(file);
  if (opened && (*opened)->name() != to.name) opened = make_error_code(errc::corrupt);
  if (!opened) {
    to.finished = false;
    log.alarm("journal " + to.name.text() + ": its ring " + file.string() +
              " is left alone: " + opened.error().message());
    return;
  }
  to.events = std::move(*opened);
  if (!carry(to, o, on, log)) {
    to.left_ring = file;
    return;
  }
  to.events.reset();
  std::filesystem::remove(file);
}

bool earlier_start::carry(stored_journal& to, const journals::options& o, disk& on, log_sink& log) {
  // From what was synced on: a sync that failed may have left records that only look as if they were on disk.
  const std::uint64_t from = to.events->freed();
  to.segments.cut(from);
  carrier carried(to, folder_, {o.segment_bytes, o.segment_age}, on);
  if (carried.finished()) return true;
  const auto free = on.free_bytes(folder_);
  const bool room = free && *free >= o.least_free_bytes;
  auto done = room ? carried.write() : result<void>(make_error_code(errc::full));
  if (done) done = carried.seal();
  if (!done) {
    carried.fall_back();
    log.alarm("journal " + to.name.text() +
              ": its ring is read in place, it cannot be carried to disk: " + done.error().message());
    return false;
  }
  log.info("journal " + to.name.text() + ": events " + std::to_string(from) + " to " +
           std::to_string(carried.position() - 1) + " carried from its ring");
  return true;
}

}  // namespace waypost
