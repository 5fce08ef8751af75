#pragma once

#include <filesystem>
#include <fstream>
#include <signal.h>
#include <stdexcept>
#include <string>
#include <string_view>

#include <boost/test/unit_test.hpp>

#include "attribution/redis/embedded.hpp"
#include "tests/live/redis/connected.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/recording_log.hpp"
#include "tests/support/temporary_directory.hpp"

namespace waypost::test {

// A data directory of the test's own, and the embedded Redis of the server that has it.
struct embedded_fixture {
  std::size_t torn_copies() const {
    std::size_t found = 0;
    for (const auto& entry : std::filesystem::directory_iterator(data() / "redis"))
      found += entry.path().filename().string().starts_with("torn-");
    return found;
  }

  void append_to_file(std::string_view bytes) const {
    std::ofstream(data() / "redis/appendonlydir/appendonly.aof.1.incr.aof", std::ios::app) << bytes;
  }

  const std::filesystem::path& data() const noexcept { return folder.path(); }

  temporary_directory folder;
  recording_log log;
  redis::embedded_redis redis{folder.path(), log};
};

inline void write(const redis::endpoint& where, const std::string& key, const std::string& value) {
  connected c(to_text(where));
  BOOST_REQUIRE(c.wait());
  redis::command set{"SET"};
  set.add(key).add(value);
  BOOST_REQUIRE(c.call(set).has_value());
}

inline std::string read(const redis::endpoint& where, const std::string& key) {
  connected c(to_text(where));
  BOOST_REQUIRE(c.wait());
  redis::command get{"GET"};
  get.add(key);
  const auto answer = c.call(get);
  return answer.has_value() ? answer->text : "no answer";
}

inline bool runs(pid_t pid) { return ::kill(pid, 0) == 0; }

// That `redis` has started another redis-server in the place of `before`.
inline bool is_started_again(const redis::embedded_redis& redis, pid_t before) {
  return eventually([&] { return redis.pid() != 0 && redis.pid() != before; });
}

// What start() throws, or nothing where it does not.
inline std::string refusal(const std::filesystem::path& data) {
  recording_log log;
  redis::embedded_redis redis(data, log);
  try {
    redis.start();
    return {};
  } catch (const std::runtime_error& error) {
    return error.what();
  }
}

}  // namespace waypost::test
