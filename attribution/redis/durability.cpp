#include "attribution/redis/durability.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "attribution/redis/info.hpp"
#include "attribution/redis/settings.hpp"

namespace asio = boost::asio;

namespace waypost::redis {
namespace {

using clock = std::chrono::steady_clock;

// One look at Redis: what its append-only file is up to.
struct sample {
  clock::time_point taken_at;  // when the question was asked
  fsync_mode fsync = fsync_mode::everysec;
  std::string run_id;
  bool appends = false;
  bool quiet = false;  // nothing buffered, no sync under way, no rewrite, no error
  // When one of these moves between two samples, what happened in between is not known well enough: a sync
  // was put off, or a rewrite or a save began and ended.
  std::uint64_t delayed_syncs = 0;
  std::uint64_t rewrites = 0;
  std::uint64_t saves = 0;
  std::uint64_t written = 0;            // as far as replicas are concerned: an offset
  std::optional<std::uint64_t> copied;  // as far as the replica that has most; nothing where none is online

  bool copied_until(std::uint64_t offset) const { return !copied || *copied >= offset; }

  bool same_course(const sample& other) const {
    return delayed_syncs == other.delayed_syncs && rewrites == other.rewrites && saves == other.saves;
  }
};

fsync_mode fsync_of(const reply& config) {
  if (config.elements.size() != 2 || config.elements[1].text == "everysec") return fsync_mode::everysec;
  return config.elements[1].text == "always" ? fsync_mode::always : fsync_mode::never;
}

// A line of INFO on a replica: "ip=127.0.0.1,port=6380,state=online,offset=4711,lag=0". How far it is;
// nothing where it is not online.
std::optional<std::uint64_t> offset_of_replica(std::string_view line) {
  std::optional<std::uint64_t> offset;
  bool online = false;
  while (!line.empty()) {
    const auto part = line.substr(0, line.find(','));
    line.remove_prefix(std::min(line.size(), part.size() + 1));
    constexpr std::string_view name = "offset=";
    online = online || part == "state=online";
    if (part.starts_with(name)) offset = whole_number(part.substr(name.size()));
  }
  return online ? offset : std::nullopt;
}

std::optional<std::uint64_t> offset_of_replicas(std::string_view info) {
  std::optional<std::uint64_t> farthest;
  const auto replicas = info_number(info, "connected_slaves").value_or(0);
  for (std::uint64_t i = 0; i < replicas; ++i)
    farthest =
        std::max(farthest, offset_of_replica(info_field(info, "slave" + std::to_string(i)).value_or("")));
  return farthest;
}

sample sample_of(const reply& config, std::string_view info, clock::time_point taken_at) {
  sample s;
  s.taken_at = taken_at;
  s.fsync = fsync_of(config);
  s.run_id = info_field(info, "run_id").value_or("");
  s.appends = info_number(info, "aof_enabled") == 1u;
  s.quiet =
      info_number(info, "aof_buffer_length") == 0u && info_number(info, "aof_pending_bio_fsync") == 0u &&
      info_field(info, "aof_last_write_status") == "ok" &&
      info_number(info, "aof_rewrite_in_progress") == 0u && info_number(info, "rdb_bgsave_in_progress") == 0u;
  s.delayed_syncs = info_number(info, "aof_delayed_fsync").value_or(0);
  s.rewrites = info_number(info, "aof_rewrites").value_or(0);
  s.saves = info_number(info, "rdb_saves").value_or(0);
  s.written = info_number(info, "master_repl_offset").value_or(0);
  s.copied = offset_of_replicas(info);
  return s;
}

task<sample> look(connection& redis) {
  const auto taken_at = clock::now();
  std::vector<command> questions;
  questions.push_back(command{"CONFIG", "GET", "appendfsync"});
  questions.push_back(command{"INFO", "server", "persistence", "replication"});
  const auto replies = co_await redis.call_all({}, std::move(questions));
  if (replies.has_error()) co_return replies.error();
  const auto& info = (*replies)[1];
  if (info.is_error()) co_return make_error_code(error_of(info.text));
  co_return sample_of((*replies)[0], info.text, taken_at);
}

// Replicas tell once a second how far they are, and at once when somebody waits. The wait is short: commands
// behind it on this connection wait, too. It would not do alone, since it knows of this connection's writes
// only.
boost::asio::awaitable<void> ask_replicas(connection& redis) {
  command wait{"WAIT", "1", "20"};
  co_await redis.call({}, std::move(wait));
}

}  // namespace

task<void> wait_durable(connection& redis, durability_options options) {
  const auto generation = redis.generation();
  const auto end = clock::now() + options.limit;
  asio::steady_timer pause(co_await asio::this_coro::executor);
  std::optional<sample> first;
  std::optional<std::uint64_t> written;
  while (clock::now() < end) {
    const auto seen = co_await look(redis);
    if (seen.has_error()) co_return seen.error();
    if (redis.generation() != generation) co_return make_error_code(errc::redis_unavailable);
    if (first && first->run_id != seen->run_id) co_return make_error_code(errc::redis_unavailable);
    if (!seen->appends || seen->fsync == fsync_mode::never) co_return make_error_code(errc::redis_settings);
    if (!written) written = seen->written;
    const bool copied = seen->copied_until(*written);
    const bool always = seen->fsync == fsync_mode::always;
    if (always && copied) co_return result<void>{};

    if (first && !first->same_course(*seen)) first.reset();
    const bool apart = first && seen->taken_at - first->taken_at >= options.between_samples;
    if (apart && seen->quiet && copied) co_return result<void>{};
    if (!first && seen->quiet && !always) first = *seen;
    if (!copied) co_await ask_replicas(redis);
    const auto until_second = first ? first->taken_at + options.between_samples : clock::time_point::min();
    pause.expires_at(std::min(end, std::max(until_second, clock::now() + options.between_attempts)));
    co_await pause.async_wait(asio::as_tuple(asio::use_awaitable));
  }
  co_return make_error_code(errc::redis_timeout);
}

}  // namespace waypost::redis
