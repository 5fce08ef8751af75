#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "attribution/recipients/recipient_store.hpp"
#include "attribution/redis/keys.hpp"
#include "tests/live/redis/connected.hpp"
#include "tests/support/redis_process.hpp"

namespace waypost::test {

inline const campaign_id premiere{0x77};

inline std::vector<std::string> names(const std::string& prefix, std::uint32_t count,
                                      std::uint32_t from = 0) {
  std::vector<std::string> made;
  for (std::uint32_t i = 0; i < count; ++i) made.push_back(prefix + std::to_string(from + i));
  return made;
}

// A store on a Redis of its own, and a campaign's uploads as the registry would fold them.
struct stored_campaign {
  redis_process redis;
  connected link{redis.endpoint()};
  recipient_store store{link.redis};
  recipient_uploads in;
  std::uint32_t recipients = 0;

  stored_campaign() {
    if (!link.wait()) throw std::runtime_error("not connected");
  }

  // Stages ids and makes them live.
  upload_id upload(const std::vector<std::string>& ids) {
    const std::vector<std::string_view> views(ids.begin(), ids.end());
    const auto rows = link.run(store.stage(premiere, views)).value();
    const auto count = static_cast<std::uint32_t>(ids.size());
    in.uploads.push_back({rows.upload, recipients, count, rows.position_chunks, rows.hash_chunks});
    in.indexes.push_back({rows.upload, rows.hash_chunks, {rows.upload}});
    recipients += count;
    return rows.upload;
  }

  void skip(std::uint32_t without_ids) { recipients += without_ids; }

  result<std::vector<std::optional<std::uint32_t>>> find(const std::vector<std::string>& ids) {
    const std::vector<std::string_view> views(ids.begin(), ids.end());
    return link.run(store.find(premiere, in, views));
  }

  std::optional<std::uint32_t> find_one(const std::string& id) { return find({id}).value().front(); }

  redis::reply command(std::vector<std::string> arguments) {
    redis::command c{};
    for (const auto& a : arguments) c.add(std::string_view(a));
    return link.call(std::move(c)).value();
  }

  std::int64_t keys() { return command({"DBSIZE"}).integer; }
  std::int64_t staged() { return command({"HLEN", redis::keys::staging()}).integer; }
};

}  // namespace waypost::test
