#include "attribution/recipients/chunk_writer.hpp"

#include <utility>

#include "attribution/recipients/chunk_reader.hpp"
#include "attribution/redis/durability.hpp"
#include "attribution/redis/keys.hpp"

namespace waypost {

chunk_writer::chunk_writer(redis::connection& redis, const staged_name& name)
    : redis_(redis), name_(name), generation_(redis.generation()), checksum_(XXH3_createState()) {
  XXH3_64bits_reset(checksum_.get());
}

task<void> chunk_writer::begin() {
  const auto staging = redis::keys::staging();
  redis::command set{"HSET", staging, name_.field(), name_.value()};
  const auto reply = co_await redis_.call(staging, std::move(set));
  if (!reply) co_return reply.error();
  co_return result<void>{};
}

task<void> chunk_writer::write_by_position(std::uint32_t chunk, std::string bytes) {
  auto key = redis::keys::recipients_by_position(name_.campaign, name_.upload, chunk);
  co_return co_await write(std::move(key), std::move(bytes));
}

task<void> chunk_writer::write_by_hash(std::uint32_t chunk, std::string bytes) {
  auto key = redis::keys::recipients_by_hash(name_.campaign, name_.upload, chunk);
  co_return co_await write(std::move(key), std::move(bytes));
}

task<void> chunk_writer::write(std::string key, std::string bytes) {
  XXH3_64bits_update(checksum_.get(), bytes.data(), bytes.size());
  waiting_.push_back(redis::command{"SET", key, bytes});
  if (waiting_.size() < chunks_per_batch) co_return result<void>{};
  co_return co_await send();
}

task<void> chunk_writer::send() {
  if (waiting_.empty()) co_return result<void>{};
  const auto slot_key = redis::keys::of_campaign(name_.campaign);
  const auto replies = co_await redis_.call_all(slot_key, std::exchange(waiting_, {}));
  if (!replies) co_return replies.error();
  for (const auto& reply : *replies)
    if (reply.is_error()) co_return redis::error_of(reply.text);
  co_return result<void>{};
}

task<std::uint64_t> chunk_writer::finish() {
  const auto sent = co_await send();
  if (!sent) co_return sent.error();
  const auto durable = co_await redis::wait_durable(redis_);
  if (!durable) co_return durable.error();
  if (redis_.generation() != generation_) co_return errc::redis_unavailable;
  co_return XXH3_64bits_digest(checksum_.get());
}

}  // namespace waypost
