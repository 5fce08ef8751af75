#include <algorithm>
#include <string>
#include <utility>

#include <waypost/clock.hpp>

#include "attribution/recipients/recipient_store_impl.hpp"
#include "attribution/recipients/staged_name.hpp"
#include "attribution/redis/keys.hpp"

namespace waypost {
namespace {

constexpr std::uint64_t names_per_scan = 256;
constexpr std::uint32_t keys_per_delete = 256;

using key_maker = std::string (*)(campaign_id, upload_id, std::uint32_t);

// Deletes the chunks 0 … count - 1 of one kind.
task<void> delete_chunks(redis::connection& redis, staged_name name, key_maker key, std::uint32_t count) {
  const auto slot_key = redis::keys::of_campaign(name.campaign);
  for (std::uint32_t first = 0; first < count; first += keys_per_delete) {
    redis::command del{"DEL"};
    const auto end = std::min<std::uint64_t>(count, std::uint64_t{first} + keys_per_delete);
    for (auto chunk = first; chunk < end; ++chunk) del.add(key(name.campaign, name.upload, chunk));
    const auto reply = co_await redis.call(slot_key, std::move(del));
    if (!reply) co_return reply.error();
  }
  co_return result<void>{};
}

task<void> forget(redis::connection& redis, std::string field) {
  const auto staging = redis::keys::staging();
  redis::command del{"HDEL", staging, field};
  const auto reply = co_await redis.call(staging, std::move(del));
  if (!reply) co_return reply.error();
  co_return result<void>{};
}

// Deletes what is not live of `name`, its place in the staging hash last. 1 where it deleted chunks, else 0.
task<std::size_t> sweep_one(redis::connection& redis, staged_name name, standing found, bool is_old) {
  std::size_t deleted = 0;
  if (found != standing::live) {
    if (!is_old) co_return std::size_t{0};
    auto gone = co_await delete_chunks(redis, name, redis::keys::recipients_by_hash, name.hash_chunks);
    if (!gone) co_return gone.error();
    if (found == standing::unknown) {
      gone = co_await delete_chunks(redis, name, redis::keys::recipients_by_position, name.position_chunks);
      if (!gone) co_return gone.error();
    }
    deleted = 1;
  }
  const auto forgotten = co_await forget(redis, name.field());
  if (!forgotten) co_return forgotten.error();
  co_return deleted;
}

}  // namespace

standing standing_of(const registry_state& state, campaign_id campaign, upload_id upload) {
  const auto found = state.campaigns.find(campaign);
  if (found == state.campaigns.end()) return standing::unknown;
  const auto& in = *found->second.uploads;
  const auto named = [upload](const auto& u) { return u.id == upload; };
  if (std::any_of(in.indexes.begin(), in.indexes.end(), named)) return standing::live;
  if (std::any_of(in.uploads.begin(), in.uploads.end(), named)) return standing::ids_only;
  return standing::unknown;
}

task<void> recipient_store::settle(campaign_id campaign, upload_id upload) {
  co_return co_await forget(impl_->redis, staged_name{campaign, upload, 0, 0, 0}.field());
}

task<void> recipient_store::supersede(campaign_id campaign, const recipient_uploads& in,
                                      std::span<const recipient_index> superseded) {
  if (superseded.empty()) co_return result<void>{};
  const auto staging = redis::keys::staging();
  redis::command set{"HSET", staging};
  for (const auto& index : superseded) {
    const auto of =
        std::find_if(in.uploads.begin(), in.uploads.end(), [&](const upload& u) { return u.id == index.id; });
    const auto position_chunks = of == in.uploads.end() ? 0 : of->position_chunks;
    const staged_name name{campaign, index.id, system_time_ms(), position_chunks, index.hash_chunks};
    set.add(name.field()).add(name.value());
  }
  const auto reply = co_await impl_->redis.call(staging, std::move(set));
  if (!reply) co_return reply.error();
  co_return result<void>{};
}

task<std::size_t> recipient_store::sweep(std::function<standing(campaign_id, upload_id)> judge,
                                         std::function<bool(const staged_name&)> old) {
  const auto staging = redis::keys::staging();
  std::size_t swept = 0;
  std::string cursor = "0";
  do {
    redis::command scan{"HSCAN", staging, cursor, "COUNT"};
    scan.add(names_per_scan);
    const auto page = co_await impl_->redis.call(staging, std::move(scan));
    if (!page) co_return page.error();
    if (page->elements.size() != 2) co_return errc::redis_protocol;
    cursor = page->elements[0].text;
    const auto& pairs = page->elements[1].elements;
    for (std::size_t i = 0; i + 1 < pairs.size(); i += 2) {
      const auto name = parse_staged_name(pairs[i].text, pairs[i + 1].text);
      if (!name) continue;
      const auto found = judge(name->campaign, name->upload);
      const bool is_old = found != standing::live && old(*name);
      const auto deleted = co_await sweep_one(impl_->redis, *name, found, is_old);
      if (!deleted) co_return deleted.error();
      swept += *deleted;
    }
  } while (cursor != "0");
  co_return swept;
}

}  // namespace waypost
