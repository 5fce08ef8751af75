#include "attribution/redis/torn_file.hpp"

#include <array>
#include <chrono>
#include <ctime>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <signal.h>
#include <string>
#include <string_view>
#include <system_error>
#include <unistd.h>

#include "attribution/redis/watched_process.hpp"

namespace waypost::redis {
namespace {

// A large file on a slow disk takes its time.
constexpr std::chrono::minutes check_limit{30};

// Runs redis-check-aof on the manifest; true where it is content at its end.
bool check(const embedded_places& places, bool fix) {
  int pipe_ends[2];
  if (::pipe2(pipe_ends, O_CLOEXEC) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
  // It asks before it cuts, and reads one letter for each question.
  constexpr std::string_view consent = "yyyyyyyy";
  const bool consented = ::write(pipe_ends[1], consent.data(), consent.size()) > 0;
  ::close(pipe_ends[1]);
  watched_process::spawn_request request;
  request.arguments = {"redis-check-aof"};
  if (fix) request.arguments.push_back("--fix");
  request.arguments.push_back(places.manifest.string());
  request.output = places.log;
  request.input = pipe_ends[0];
  try {
    auto checker = watched_process::spawn(request);
    ::close(pipe_ends[0]);
    if (!checker.wait_ended(check_limit)) {
      checker.send(SIGKILL);
      checker.reap();
      return false;
    }
    return checker.reap() == 0 && consented;
  } catch (...) {
    ::close(pipe_ends[0]);
    throw;
  }
}

std::string time_text() {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm utc{};
  ::gmtime_r(&now, &utc);
  std::array<char, 32> text;
  return {text.data(), std::strftime(text.data(), text.size(), "%Y%m%dT%H%M%SZ", &utc)};
}

// A name that is not taken: several may be torn within a second.
std::filesystem::path keep_copy(const embedded_places& places) {
  const auto name = "torn-" + time_text();
  auto copy = places.folder / name;
  for (int n = 2; std::filesystem::exists(copy); ++n) copy = places.folder / (name + '-' + std::to_string(n));
  try {
    std::filesystem::copy(places.manifest.parent_path(), copy, std::filesystem::copy_options::recursive);
  } catch (...) {
    // A part of a copy is of no use, and each attempt would leave another on a disk that may be full already.
    std::error_code ignored;
    std::filesystem::remove_all(copy, ignored);
    throw;
  }
  return copy;
}

// redis-check-aof takes what it does not know for an append-only file of the old kind, and would cut it away.
bool is_manifest(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::string word;
  return in >> word && word == "file";
}

}  // namespace

bool mend_torn_file(const embedded_places& places, log_sink& log) {
  std::error_code ignored;
  if (!is_manifest(places.manifest)) return false;
  try {
    if (check(places, false)) return false;
    const auto copy = keep_copy(places);
    if (check(places, true)) {
      log.alarm("redis: the append-only file was torn and has been cut there; it is kept as it was in " +
                copy.string());
      return true;
    }
    // Nothing was changed, and the next attempt would make another copy.
    std::filesystem::remove_all(copy, ignored);
  } catch (const std::exception& error) {
    log.alarm(std::string("redis: the append-only file could not be mended: ") + error.what());
  }
  return false;
}

}  // namespace waypost::redis
