#include "attribution/redis/settings.hpp"

#include <charconv>
#include <optional>
#include <string_view>

#include "attribution/redis/info.hpp"

namespace waypost::redis {
namespace {

constexpr unsigned oldest_major_version = 7;

// The replies of the questions below, in their order.
struct answers {
  std::string server, persistence, memory;
  std::optional<std::string> appendonly, appendfsync, policy, no_fsync_on_rewrite;
};

std::vector<command> questions() {
  std::vector<command> list;
  for (const auto section : {"server", "persistence", "memory"}) list.push_back(command{"INFO", section});
  for (const auto name : {"appendonly", "appendfsync", "maxmemory-policy", "no-appendfsync-on-rewrite"})
    list.push_back(command{"CONFIG", "GET", name});
  return list;
}

// CONFIG GET answers name and value; an error where it is forbidden or renamed, an empty list where unknown.
std::optional<std::string> config_value(const reply& r) {
  if (r.elements.size() != 2) return std::nullopt;
  return r.elements[1].text;
}

void judge_version(server_settings& found) {
  unsigned major = 0;
  std::from_chars(found.version.data(), found.version.data() + found.version.size(), major);
  if (major < oldest_major_version)
    found.problems.push_back("Redis has version " + (found.version.empty() ? "unknown" : found.version) +
                             ": use 7.0 or later, or Valkey");
}

void judge(server_settings& found, std::string_view name, const std::optional<std::string>& value,
           std::string_view wanted) {
  const std::string setting(name);
  if (!value) {
    found.unchecked.push_back(setting + " could not be read (CONFIG is forbidden): it must be " +
                              std::string(wanted));
  } else if (*value != wanted) {
    found.problems.push_back(setting + " is " + *value + ": set " + setting + ' ' + std::string(wanted));
  }
}

void judge_fsync(server_settings& found, const std::optional<std::string>& value) {
  if (!value) {
    found.unchecked.push_back(
        "appendfsync could not be read (CONFIG is forbidden): it must be always or everysec");
  } else if (*value == "always") {
    found.fsync = fsync_mode::always;
  } else if (*value != "everysec") {
    found.fsync = fsync_mode::never;
    found.problems.push_back("appendfsync is " + *value + ": set appendfsync always or everysec");
  }
}

// What CONFIG would not tell, INFO tells in part.
void fill_from_info(answers& given) {
  const auto aof = info_number(given.persistence, "aof_enabled");
  if (!given.appendonly && aof) given.appendonly = *aof == 1 ? "yes" : "no";
  const auto policy = info_field(given.memory, "maxmemory_policy");
  if (!given.policy && policy) given.policy = *policy;
}

}  // namespace

task<server_settings> check_settings(connection& redis) {
  const auto replies = co_await redis.call_all({}, questions());
  if (replies.has_error()) co_return replies.error();
  const auto& list = *replies;
  if (list[0].is_error()) co_return make_error_code(error_of(list[0].text));
  answers given{list[0].text,          list[1].text,          list[2].text,         config_value(list[3]),
                config_value(list[4]), config_value(list[5]), config_value(list[6])};
  fill_from_info(given);

  server_settings found;
  found.version = info_field(given.server, "redis_version").value_or("");
  found.valkey = info_field(given.server, "server_name") == "valkey";
  found.run_id = info_field(given.server, "run_id").value_or("");
  judge_version(found);
  judge(found, "appendonly", given.appendonly, "yes");
  judge_fsync(found, given.appendfsync);
  judge(found, "maxmemory-policy", given.policy, "noeviction");
  judge(found, "no-appendfsync-on-rewrite", given.no_fsync_on_rewrite, "no");
  co_return found;
}

}  // namespace waypost::redis
