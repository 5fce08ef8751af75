#include "attribution/registry/local_log.hpp"

#include <csignal>
#include <fstream>
#include <stdexcept>
#include <sys/resource.h>

#include <boost/test/unit_test.hpp>

#include "tests/support/recording_log.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace waypost;
using namespace waypost::test;
namespace fs = std::filesystem;

namespace {

// A local log that is appended to, crashes, and is opened again.
class crashing_log {
 public:
  // A tail larger than `merge_at` bytes is merged into the snapshot.
  explicit crashing_log(std::uint64_t merge_at = std::uint64_t{16} << 20) : merge_at_(merge_at) { reopen(); }

  void append(std::uint64_t count) {
    std::vector<folded_entry> entries;
    for (std::uint64_t i = 0; i < count; ++i) entries.push_back(entry_number(next_ + i));
    next_ += count;
    BOOST_REQUIRE(files->append(entries).has_value());
  }
  void reopen() {
    read.clear();
    files.emplace(folder.path(), log, merge_at_);
    files->open([&](const folded_entry& e) { read.push_back(e); });
    next_ = files->entries() + 1;
  }
  bool refuses_to_open() {
    try {
      reopen();
      return false;
    } catch (const std::runtime_error&) {
      return true;
    }
  }
  // Whether the entries 1 to `count`, as they were appended, were read when it was opened last.
  bool has_read(std::uint64_t count) const {
    if (read.size() != count) return false;
    for (std::uint64_t i = 0; i < count; ++i)
      if (read[i] != entry_number(i + 1)) return false;
    return true;
  }
  // Whether it opens with the entries 1 to `count`, and goes on from there as if nothing had happened.
  bool comes_back_with(std::uint64_t count) {
    reopen();
    if (!has_read(count)) return false;
    append(1);
    reopen();
    return has_read(count + 1);
  }

  fs::path tail() const {
    for (const auto& file : fs::directory_iterator(folder.path()))
      if (file.path().filename().string().starts_with("tail-")) return file.path();
    throw std::runtime_error("no tail");
  }
  fs::path snapshot() const { return folder.path() / "snapshot"; }

  static void flip_byte(const fs::path& file, std::int64_t from_end) {
    std::fstream f(file, std::ios::in | std::ios::out | std::ios::binary);
    f.seekg(-from_end, std::ios::end);
    const auto at = f.tellg();
    const char c = static_cast<char>(f.get() ^ 1);
    f.seekp(at);
    f.put(c);
  }
  static void cut(const fs::path& file, std::uintmax_t bytes) {
    fs::resize_file(file, fs::file_size(file) - bytes);
  }
  static void add(const fs::path& file, const std::string& bytes) {
    std::ofstream(file, std::ios::app | std::ios::binary) << bytes;
  }

  static folded_entry entry_number(std::uint64_t n) {
    return {{n, nonce{n * 7919}, nonce{(n - 1) * 7919}, "[\"change " + std::to_string(n) + "\"]",
             n % 2 == 0 ? "1" : ""},
            "101"};
  }

  temporary_directory folder;
  recording_log log;
  std::optional<local_log> files;
  std::vector<folded_entry> read;

 private:
  std::uint64_t merge_at_;
  std::uint64_t next_ = 1;
};

// No file of this process can grow beyond `bytes` while this lives.
class full_disk {
 public:
  explicit full_disk(rlim_t bytes) : handler_(::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit now{bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &now);
  }
  ~full_disk() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    ::signal(SIGXFSZ, handler_);
  }
  full_disk(const full_disk&) = delete;
  full_disk& operator=(const full_disk&) = delete;

 private:
  sighandler_t handler_;
  rlimit before_{};
};

}  // namespace

BOOST_AUTO_TEST_SUITE(the_local_log)

BOOST_AUTO_TEST_CASE(what_was_appended_is_read_back) {
  crashing_log l;
  BOOST_TEST(l.has_read(0));
  l.append(1);
  l.append(99);
  BOOST_TEST(l.comes_back_with(100));
  BOOST_TEST(l.log.lines().empty());
}

BOOST_AUTO_TEST_CASE(a_torn_last_entry_is_dropped_with_a_warning) {
  const auto frame_bytes = [] {
    std::string frame;
    log_frame::encode(crashing_log::entry_number(10), frame);
    return frame.size();
  }();
  for (std::size_t cut = 1; cut < frame_bytes; ++cut) {
    crashing_log l;
    l.append(10);
    l.cut(l.tail(), cut);
    BOOST_REQUIRE(l.comes_back_with(9));
    BOOST_TEST(l.log.contains("warn"));
  }
}

BOOST_AUTO_TEST_CASE(a_flipped_byte_in_the_tail_drops_what_follows) {
  crashing_log l;
  l.append(10);
  l.flip_byte(l.tail(), 1);
  l.reopen();
  BOOST_TEST(l.has_read(9));
  l.flip_byte(l.tail(), 200);
  l.reopen();
  BOOST_TEST(l.read.size() < 9u);
  BOOST_TEST(l.has_read(l.read.size()));
}

BOOST_AUTO_TEST_CASE(zeros_behind_the_tail_are_dropped) {
  crashing_log l;
  l.append(10);
  l.add(l.tail(), std::string(4096, '\0'));
  BOOST_TEST(l.comes_back_with(10));
}

BOOST_AUTO_TEST_CASE(a_large_tail_is_merged_into_a_snapshot) {
  crashing_log l(1000);
  for (int i = 0; i < 200; ++i) l.append(1);
  BOOST_TEST(fs::file_size(l.snapshot()) > fs::file_size(l.tail()));
  l.reopen();
  BOOST_TEST(l.has_read(200));
  BOOST_TEST(std::distance(fs::directory_iterator(l.folder.path()), fs::directory_iterator()) == 2);
}

BOOST_AUTO_TEST_CASE(a_damaged_snapshot_is_refused) {
  for (const std::int64_t from_end : {1, 30, 500}) {
    crashing_log l(100);
    l.append(50);
    l.flip_byte(l.snapshot(), from_end);
    BOOST_TEST(l.refuses_to_open());
  }
  crashing_log l(100);
  l.append(50);
  l.cut(l.snapshot(), 1);
  BOOST_TEST(l.refuses_to_open());
}

BOOST_AUTO_TEST_CASE(a_missing_snapshot_beside_a_full_tail_is_refused) {
  crashing_log l;
  l.append(5);
  fs::remove(l.snapshot());
  BOOST_TEST(l.refuses_to_open());
}

BOOST_AUTO_TEST_CASE(a_crash_before_the_new_snapshot_is_renamed_changes_nothing) {
  crashing_log l;
  l.append(10);
  l.add(l.folder.path() / "snapshot.new", "half of a snapshot");
  l.add(l.folder.path() / "tail-2", "half of a tail");
  l.reopen();
  BOOST_TEST(l.has_read(10));
  BOOST_TEST(!fs::exists(l.folder.path() / "snapshot.new"));
  BOOST_TEST(!fs::exists(l.folder.path() / "tail-2"));
}

BOOST_AUTO_TEST_CASE(a_crash_after_the_rename_leaves_the_new_generation_alone) {
  crashing_log l;
  l.append(10);
  const auto old = l.tail();
  fs::copy_file(old, l.folder.path() / "kept");
  std::vector<folded_entry> replaced;
  for (std::uint64_t n = 6; n <= 8; ++n) replaced.push_back(l.entry_number(n));
  BOOST_REQUIRE(l.files->replace_after(5, replaced).has_value());
  fs::rename(l.folder.path() / "kept", old);  // as if it had not been removed yet
  l.reopen();
  BOOST_TEST(!fs::exists(old));
  BOOST_TEST(l.comes_back_with(8));
}

BOOST_AUTO_TEST_CASE(a_lost_tail_is_an_empty_one) {
  crashing_log l(100);
  l.append(50);
  fs::remove(l.tail());
  l.reopen();
  BOOST_TEST(l.has_read(50));
}

BOOST_AUTO_TEST_CASE(reading_stops_at_the_entry_asked_for) {
  crashing_log l(1000);
  for (int i = 0; i < 30; ++i) l.append(1);
  std::uint64_t seen = 0;
  BOOST_REQUIRE(l.files->read(17, [&](const folded_entry& e) { seen = e.of.number; }).has_value());
  BOOST_TEST(seen == 17u);
}

BOOST_AUTO_TEST_CASE(after_a_failed_write_a_new_generation_takes_its_place) {
  crashing_log l;
  l.append(10);
  const auto old = l.tail();
  {
    const full_disk full(fs::file_size(old) + 10);
    const std::vector<folded_entry> more{l.entry_number(11)};
    BOOST_TEST(!l.files->append(more).has_value());
    BOOST_TEST(!l.files->append(more).has_value());
  }
  l.append(1);
  BOOST_TEST((l.tail() != old));
  l.append(1);
  l.reopen();
  BOOST_TEST(l.has_read(12));
}

BOOST_AUTO_TEST_CASE(a_newer_format_is_refused) {
  crashing_log l;
  l.append(5);
  std::fstream f(l.snapshot(), std::ios::in | std::ios::out | std::ios::binary);
  f.seekp(8);
  f.put(2);
  f.close();
  BOOST_TEST(l.refuses_to_open());
}

BOOST_AUTO_TEST_SUITE_END()
