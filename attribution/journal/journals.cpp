#include "attribution/journal/journals.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <sys/stat.h>
#include <system_error>

#include "attribution/journal/disk.hpp"
#include "attribution/journal/earlier_start.hpp"
#include "attribution/journal/file_lock.hpp"
#include "attribution/journal/journal_writer.hpp"
#include "attribution/journal/ring_folder.hpp"
#include "attribution/journal/stored_journal_reader.hpp"

namespace waypost {
namespace {

namespace fs = std::filesystem;

// Nobody but the server's own user reads what clients sent.
constexpr mode_t private_folder = 0700;

// Where memory is short, rings are made smaller down to this; links must lead on.
constexpr std::size_t smallest_ring = std::size_t{1} << 20;

[[noreturn]] void throw_error(const boost::system::error_code& e, const std::string& what) {
  throw std::system_error(e, what);
}

void make_new_folder(const fs::path& folder) {
  fs::create_directories(folder.parent_path());
  if (::mkdir(folder.c_str(), private_folder) != 0)
    throw_error(last_error(), "journal: the folder of a new start: " + folder.string());
}

// The starts before `own` that left a folder, ascending.
std::vector<std::uint64_t> earlier_starts(const fs::path& folder, std::uint64_t own) {
  std::vector<std::uint64_t> found;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    std::uint64_t start = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), start);
    if (error == std::errc{} && end == name.data() + name.size() && start < own) found.push_back(start);
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

struct journals::impl {
  impl(options o, log_sink& l);
  ~impl();

  void lock_own_folder();
  void take_over_earlier();
  void note_rings();
  void make_rings();
  // False where there is no room for all of them; then none is left.
  bool make_rings_of(std::size_t bytes);
  void start_writer();

  options options_;
  log_sink& log;
  disk local;
  disk& on;
  fs::path folder;
  fs::path ring_folder;
  std::optional<file_lock> lock;
  std::optional<file_lock> ring_lock;  // for who has a copy of the data directory, and so not its lock
  std::vector<std::unique_ptr<earlier_start>> earlier;
  std::vector<std::unique_ptr<stored_journal>> own;
  std::unique_ptr<journal_writer> writer;
};

journals::impl::impl(options o, log_sink& l)
    : options_(std::move(o)),
      log(l),
      on(options_.files != nullptr ? *options_.files : local),
      folder(options_.folder / std::to_string(options_.start)),
      ring_folder(ring_folder_of(options_, options_.start)) {
  lock_own_folder();
  take_over_earlier();
  note_rings();
  make_rings();
  start_writer();
}

journals::impl::~impl() {
  if (!writer) return;
  const bool carried = writer->stop();
  writer.reset();
  if (!carried) {
    log.alarm("journal: the rings could not be carried to disk; the next start takes them over");
    return;
  }
  own.clear();
  std::error_code ignored;  // what is left is found by the next start
  fs::remove_all(ring_folder, ignored);
}

void journals::impl::lock_own_folder() {
  make_new_folder(folder);
  auto taken = file_lock::take(folder / "lock");
  if (!taken) throw_error(taken.error(), "journal: " + (folder / "lock").string());
  lock.emplace(std::move(*taken));
}

void journals::impl::take_over_earlier() {
  for (const auto start : earlier_starts(options_.folder, options_.start)) {
    auto taken = earlier_start::take_over(options_, start, on, log);
    if (taken)
      earlier.push_back(std::move(*taken));
    else if (taken.error() == errc::locked)
      log.info("journal: start " + std::to_string(start) + " is still at work and keeps its journals");
    else
      throw_error(taken.error(), "journal: the lock of start " + std::to_string(start));
  }
}

void journals::impl::note_rings() {
  if (const auto noted = note_ring_folder(options_, on); !noted)
    log.warn("journal: where the rings lie is not noted (" + noted.error().message() +
             "): a later start finds them only below the same folder");
}

void journals::impl::make_rings() {
  make_new_folder(ring_folder);
  auto taken = file_lock::take_folder(ring_folder);
  if (!taken) throw_error(taken.error(), "journal: " + ring_folder.string());
  ring_lock.emplace(std::move(*taken));
  if (!lies_in_memory(ring_folder))
    log.warn("journal: the rings lie on a disk, which may hold redirects up: put them on tmpfs, not in " +
             ring_folder.string());
  std::size_t bytes = options_.ring_bytes;
  while (!make_rings_of(bytes)) {
    const std::size_t smaller = std::max(bytes / 2, smallest_ring);
    if (smaller >= bytes)
      throw_error(errc::full,
                  "journal: rings of " + std::to_string(bytes) + " bytes in " + ring_folder.string());
    bytes = smaller;
  }
  if (bytes == options_.ring_bytes) return;
  log.alarm("journal: no room for rings of " + std::to_string(options_.ring_bytes) + " bytes in " +
            ring_folder.string() + ": they have " + std::to_string(bytes));
}

bool journals::impl::make_rings_of(std::size_t bytes) {
  for (std::uint32_t index = 0; index < options_.rings; ++index) {
    auto journal = std::make_unique<stored_journal>();
    journal->name = {options_.node, options_.start, index};
    const auto file = ring_file(ring_folder, index);
    auto made = ring::create(file, journal->name, bytes);
    if (!made && made.error() == errc::full) {
      own.clear();
      for (std::uint32_t before = 0; before < index; ++before) fs::remove(ring_file(ring_folder, before));
      return false;
    }
    if (!made) throw_error(made.error(), "journal: the ring " + file.string());
    journal->events = std::move(*made);
    own.push_back(std::move(journal));
  }
  return true;
}

void journals::impl::start_writer() {
  std::vector<std::unique_ptr<carrier>> carriers;
  for (auto& journal : own)
    carriers.push_back(std::make_unique<carrier>(
        *journal, folder, segment_limits{options_.segment_bytes, options_.segment_age}, on));
  journal_writer::settings s{folder, options_.sync_interval, options_.least_free_bytes};
  writer = std::make_unique<journal_writer>(std::move(s), std::move(carriers), on, log);
}

journals::journals(options o, log_sink& log) : impl_(std::make_unique<impl>(std::move(o), log)) {}
journals::~journals() = default;

ring& journals::ring_at(std::size_t index) noexcept { return *impl_->own[index]->events; }

std::vector<std::unique_ptr<journal_reader>> journals::readers() {
  std::vector<std::unique_ptr<journal_reader>> made;
  const auto add = [&](stored_journal& journal) {
    made.push_back(std::make_unique<stored_journal_reader>(journal, impl_->writer->usable(), impl_->log));
  };
  for (auto& start : impl_->earlier)
    for (auto& journal : start->left) add(*journal);
  for (auto& journal : impl_->own) add(*journal);
  return made;
}

bool journals::disk_usable() const noexcept { return impl_->writer->responsive(); }

std::uint64_t journals::dropped_events() const noexcept {
  std::uint64_t dropped = 0;
  for (const auto& journal : impl_->own) dropped += journal->events->dropped();
  return dropped;
}

}  // namespace waypost
