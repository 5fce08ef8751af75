#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "attribution/journal/recorded_journal_reader.hpp"
#include "attribution/journal/recorded_journals.hpp"
#include "tests/unit/journal/journal_fixture.hpp"

namespace waypost::test {

namespace fs = std::filesystem;

// A data directory that is looked at from outside. Clicks go to ring 1, since ring 0 is for reports.
struct onlooker : journal_fixture {
  onlooker() {
    options.rings = 2;
    std::ofstream(disk_folder.path() / "node") << "0123456789abcdef\n";
  }

  void append(std::uint64_t count, std::string_view user_agent = "Mozilla/5.0 (iPhone)") {
    for (std::uint64_t i = 0; i < count; ++i)
      if (server->ring_at(1).append(a_click(appended, user_agent))) ++appended;
  }

  std::vector<recorded_journal> find() { return find_recorded_journals(disk_folder.path()).value(); }

  recorded_journal_reader look_at(const recorded_journal& of, std::int64_t not_before_ms = 0) {
    return recorded_journal_reader::open(of, not_before_ms, log).value();
  }

  static std::vector<told_event> read_all(recorded_journal_reader& from, std::size_t most = 1000) {
    std::vector<told_event> all;
    while (from.read(most, [&](const event& e) { all.push_back(told(e)); }).value() > 0) continue;
    return all;
  }
  std::vector<told_event> read_all(const recorded_journal& of) {
    auto reader = look_at(of);
    return read_all(reader);
  }

  // Times and sizes of all that lies in the data directory.
  std::map<fs::path, std::pair<std::uintmax_t, fs::file_time_type>> files() const {
    std::map<fs::path, std::pair<std::uintmax_t, fs::file_time_type>> all;
    for (const auto* folder : {&disk_folder, &memory_folder})
      for (const auto& entry : fs::recursive_directory_iterator(folder->path()))
        all[entry.path()] = {entry.is_regular_file() ? entry.file_size() : 0, entry.last_write_time()};
    return all;
  }
};

}  // namespace waypost::test
