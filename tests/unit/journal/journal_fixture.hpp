#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "attribution/journal/journals.hpp"
#include "attribution/journal/segment_header.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/recording_log.hpp"
#include "tests/support/temporary_directory.hpp"

namespace waypost::test {

// An event that owns what it says, to compare with.
struct told_event {
  std::uint64_t offset = 0;
  std::uint64_t number = 0;  // of the code, or the campaign's id
  std::string text;          // user agent or report
  bool is_click = false;

  friend bool operator==(const told_event&, const told_event&) = default;
};

inline told_event told(const event& e) {
  if (const auto* c = std::get_if<click>(&e.what))
    return {e.offset, c->code.number, std::string(c->client.user_agent), true};
  const auto& r = std::get<report>(e.what);
  return {e.offset, static_cast<std::uint64_t>(r.campaign), std::string(r.text), false};
}

inline event a_click(std::uint64_t number, std::string_view user_agent = "Mozilla/5.0 (iPhone)") {
  click c;
  c.time_ms = 1700000000000 + static_cast<std::int64_t>(number);
  c.code = {9, number};
  c.client.from = {network::family::ipv4, {192, 0, 2}};
  c.client.user_agent = user_agent;
  return {0, c};
}

inline event a_report(std::uint64_t campaign, std::string_view text) {
  return {0, report{1700000000000, campaign_id{campaign}, text}};
}

// A data directory whose server is started, appended to, stopped and damaged.
class journal_fixture {
 public:
  journal_fixture() {
    options.folder = disk_folder.path() / "journal";
    options.ring_folder = memory_folder.path();
    options.node = 0x0123456789abcdef;
    options.start = 0;
    options.rings = 1;
    options.ring_bytes = std::size_t{4} << 20;
    options.sync_interval = std::chrono::milliseconds(50);
    options.least_free_bytes = 0;
  }

  // The next start.
  void open() {
    stop();
    ++options.start;
    server = std::make_unique<journals>(options, log);
    readers = server->readers();
  }

  void stop() {
    readers.clear();
    server.reset();
  }

  // Appends clicks numbered from `appended` on.
  void append(std::uint64_t count, std::string_view user_agent = "Mozilla/5.0 (iPhone)") {
    for (std::uint64_t i = 0; i < count; ++i)
      if (server->ring_at(0).append(a_click(appended, user_agent))) ++appended;
  }

  // Whether the ring is freed up to `events` in time: they are synced, or drained while they cannot be.
  bool frees(std::uint64_t events, std::uint32_t index = 0) {
    return eventually([&] { return server->ring_at(index).freed() == events; });
  }
  bool gives_the_disk_up() {
    return eventually([&] { return !server->disk_usable(); });
  }
  bool finds_the_disk_well() {
    return eventually([&] { return server->disk_usable(); });
  }

  journal_reader& reader(std::uint64_t start, std::uint32_t index = 0) {
    for (auto& r : readers)
      if (r->name().start == start && r->name().index == index) return *r;
    throw std::runtime_error("no such journal");
  }

  // What the journal gives from `from` on, now.
  std::vector<told_event> read(std::uint64_t start, std::uint64_t from = 0) {
    std::vector<told_event> all;
    while (true) {
      const auto next =
          reader(start).read(from, 1000, [&](const event& e) { all.push_back(told(e)); }).value();
      if (next == from) return all;
      from = next;
    }
  }

  // Reads on until `count` events have come.
  std::vector<told_event> read_until(std::uint64_t start, std::size_t count, std::uint64_t from = 0) {
    std::vector<told_event> all;
    eventually([&] {
      from = reader(start).read(from, 1000, [&](const event& e) { all.push_back(told(e)); }).value();
      return all.size() >= count;
    });
    return all;
  }

  std::filesystem::path folder_of(std::uint64_t start) const {
    return options.folder / std::to_string(start);
  }

  std::vector<std::filesystem::path> segments(std::uint64_t start) const {
    std::vector<std::filesystem::path> found;
    for (const auto& entry : std::filesystem::directory_iterator(folder_of(start)))
      if (entry.path().extension() == ".seg") found.push_back(entry.path());
    std::sort(found.begin(), found.end());
    return found;
  }

  static void flip_byte(const std::filesystem::path& file, std::uint64_t at) {
    std::fstream f(file, std::ios::in | std::ios::out | std::ios::binary);
    f.seekg(static_cast<std::streamoff>(at));
    const int byte = f.get();
    f.seekp(static_cast<std::streamoff>(at));
    f.put(static_cast<char>(byte ^ 0x55));
  }

  static void truncate(const std::filesystem::path& file, std::uint64_t by) {
    std::filesystem::resize_file(file, std::filesystem::file_size(file) - by);
  }

  temporary_directory disk_folder;
  temporary_directory memory_folder{"/dev/shm"};
  recording_log log;
  journals::options options;
  std::unique_ptr<journals> server;
  std::vector<std::unique_ptr<journal_reader>> readers;
  std::uint64_t appended = 0;
};

// That `events` are those numbered 0 to count - 1, each once and in order.
inline bool are_all(const std::vector<told_event>& events, std::uint64_t count) {
  if (events.size() != count) return false;
  for (std::uint64_t i = 0; i < count; ++i)
    if (events[i].offset != i || events[i].number != i) return false;
  return true;
}

}  // namespace waypost::test
