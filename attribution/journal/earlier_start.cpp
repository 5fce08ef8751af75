#include "attribution/journal/earlier_start.hpp"

#include <set>
#include <string>

#include "attribution/journal/carrier.hpp"
#include "attribution/journal/ring_folder.hpp"
#include "attribution/journal/segment_folder.hpp"

namespace waypost {
namespace {

// The rings that lie there; those that were never used are removed.
std::set<std::uint32_t> take_rings(const std::filesystem::path& folder) {
  const auto found = find_rings(folder);
  std::error_code none;
  for (const auto& file : found.never_used) std::filesystem::remove(file, none);
  return found.indexes;
}

}  // namespace

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
  const auto rings = take_rings(ring_folder_);
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
