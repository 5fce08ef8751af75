#include "attribution/journal/data_directory.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <random>
#include <span>
#include <string>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

#include <waypost/clock.hpp>
#include <waypost/ids.hpp>

#include "attribution/journal/disk.hpp"
#include "attribution/journal/ring_folder.hpp"

namespace waypost {
namespace {

namespace fs = std::filesystem;

constexpr mode_t private_folder = 0700;

[[noreturn]] void fail(const boost::system::error_code& e, const std::string& what) {
  throw std::system_error(e, what);
}

template <class T>
T value_or_fail(result<T> r, const std::string& what) {
  if (!r) fail(r.error(), what);
  return std::move(*r);
}

[[noreturn]] void fail_as_foreign(const fs::path& folder) {
  fail(make_error_code(boost::system::errc::permission_denied),
       folder.string() + " belongs to another user or is no folder");
}

// A folder that is ours alone. Somebody else's, made first below a folder that all may write to, is refused,
// and so is somebody else's link, which could lead into what is ours; root's leads where the operator wants.
fs::path make_private(const fs::path& folder) {
  if (folder.has_parent_path()) fs::create_directories(folder.parent_path());
  if (::mkdir(folder.c_str(), private_folder) != 0 && errno != EEXIST) fail(last_error(), folder.string());
  struct stat s {};
  if (::lstat(folder.c_str(), &s) != 0) fail(last_error(), folder.string());
  if (S_ISLNK(s.st_mode)) {
    if (s.st_uid != ::geteuid() && s.st_uid != 0) fail_as_foreign(folder);
    return make_private(fs::canonical(folder));
  }
  if (!S_ISDIR(s.st_mode) || s.st_uid != ::geteuid()) fail_as_foreign(folder);
  if ((s.st_mode & 077) != 0 && ::chmod(folder.c_str(), private_folder) != 0)
    fail(last_error(), folder.string());
  return fs::canonical(folder);
}

bool is_open_to_others(const fs::path& folder) {
  struct stat s {};
  return ::stat(folder.c_str(), &s) == 0 && s.st_uid == ::geteuid() && (s.st_mode & 077) != 0;
}

// Others lose a folder only where it was a data directory before, or is empty: not /tmp, say.
fs::path make_private_data(const fs::path& folder) {
  if (is_open_to_others(folder) && !fs::exists(folder / "node") && !fs::is_empty(folder))
    fail(
        make_error_code(boost::system::errc::directory_not_empty),
        folder.string() + " is open to other users and no data directory: give another one, or chmod 700 it");
  return make_private(folder);
}

file_lock lock_of(const fs::path& folder) {
  auto taken = file_lock::take(folder / "lock");
  if (!taken && taken.error() == errc::locked)
    fail(taken.error(), "another server uses the data directory " + folder.string());
  return value_or_fail(std::move(taken), (folder / "lock").string());
}

// The file's first line, or nothing where there is no file.
std::optional<std::string> read_line(const fs::path& file) {
  std::ifstream in(file);
  std::string line;
  if (!in) return std::nullopt;
  std::getline(in, line);
  return line;
}

// After a power cut the file has its old text or the new one, never a part.
void write_line(const fs::path& file, const std::string& text) {
  disk on;
  const std::string line = text + '\n';
  fs::path made = file;
  made += ".new";
  const auto opened = value_or_fail(on.create(made), made.string());
  const auto bytes = std::as_bytes(std::span(line));
  if (const auto done = on.write(opened.number(), bytes, 0); !done) fail(done.error(), made.string());
  if (const auto done = on.sync(opened.number()); !done) fail(done.error(), made.string());
  fs::rename(made, file);
  if (const auto done = on.sync_folder(file.parent_path()); !done) fail(done.error(), file.string());
}

std::optional<std::uint64_t> parse_decimal(const std::string& text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

// The highest start that left a journal: the count must be above it, whatever its file says.
std::uint64_t highest_start(const fs::path& journal_folder) {
  std::uint64_t highest = 0;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(journal_folder, none))
    highest = std::max(highest, parse_decimal(entry.path().filename().string()).value_or(0));
  return highest;
}

std::uint64_t node_of(const fs::path& folder, bool has_journals) {
  const fs::path file = folder / "node";
  const auto known = read_node(folder);
  if (known) return *known;
  if (known.error() != errc::not_found) fail(known.error(), file.string());
  // Under a new name the ledgers would take the old journals for new ones, and count them again.
  if (has_journals) fail(errc::not_found, file.string() + " is missing, though there are journals");
  std::random_device random;
  const std::uint64_t node = std::uint64_t{random()} << 32 | random();
  write_line(file, detail::hex16(node));
  return node;
}

// Not below the clock: a copy of the directory that is restored would else count out again the starts that
// came after the copy, whose watermarks are in Redis, and their clicks would pass for counted.
std::uint64_t count_start(const fs::path& folder, std::uint64_t highest) {
  const fs::path file = folder / "start";
  std::uint64_t last = highest;
  if (const auto line = read_line(file)) {
    const auto counted = parse_decimal(*line);
    if (!counted) fail(errc::corrupt, file.string());
    last = std::max(last, *counted);
  }
  const std::uint64_t start =
      std::max(last + 1, static_cast<std::uint64_t>(std::max<std::int64_t>(system_time_ms(), 0)));
  write_line(file, std::to_string(start));
  return start;
}

}  // namespace

result<std::uint64_t> read_node(const fs::path& folder) {
  const auto line = read_line(folder / "node");
  if (!line) return errc::not_found;
  const auto node = detail::from_hex16(*line);
  if (!node) return errc::corrupt;
  return *node;
}

data_directory::data_directory(const fs::path& folder, const fs::path& memory)
    : path_(make_private_data(folder)),
      ring_folder_(make_private(users_ring_folder(memory))),
      lock_(lock_of(path_)) {
  make_private(journal_folder());
  const std::uint64_t highest = highest_start(journal_folder());
  node_ = node_of(path_, highest > 0);
  start_ = count_start(path_, highest);
}

}  // namespace waypost
