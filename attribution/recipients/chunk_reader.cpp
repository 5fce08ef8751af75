#include "attribution/recipients/chunk_reader.hpp"

#include <memory>
#include <string>
#include <utility>

#include "attribution/redis/keys.hpp"

namespace waypost {
namespace {

std::string key_of(campaign_id campaign, const chunk_name& name) {
  return name.by_hash ? redis::keys::recipients_by_hash(campaign, name.upload, name.chunk)
                      : redis::keys::recipients_by_position(campaign, name.upload, name.chunk);
}

}  // namespace

task<std::vector<checked_chunk>> chunk_reader::read(campaign_id campaign, std::span<const chunk_name> names,
                                                    bool keep) {
  std::vector<checked_chunk> chunks(names.size());
  std::vector<redis::command> gets;
  std::vector<std::size_t> asked;
  for (std::size_t i = 0; i < names.size(); ++i) {
    chunks[i].bytes = cache_.find(names[i]);
    if (chunks[i].bytes != nullptr) {
      const auto cached = check_chunk(*chunks[i].bytes, names[i].upload, names[i].chunk);
      if (!cached) co_return cached.error();
      chunks[i].content = *cached;
      continue;
    }
    gets.push_back(redis::command{"GET", key_of(campaign, names[i])});
    asked.push_back(i);
  }
  if (gets.empty()) co_return chunks;
  const auto slot_key = redis::keys::of_campaign(campaign);
  auto replies = co_await redis_.call_all(slot_key, std::move(gets));
  if (!replies) co_return replies.error();
  for (std::size_t r = 0; r < asked.size(); ++r) {
    auto& reply = (*replies)[r];
    const auto& name = names[asked[r]];
    auto& chunk = chunks[asked[r]];
    if (reply.is_error()) co_return redis::error_of(reply.text);
    if (reply.type != redis::reply::kind::string) co_return errc::corrupt;
    chunk.bytes = std::make_shared<const std::string>(std::move(reply.text));
    const auto content = check_chunk(*chunk.bytes, name.upload, name.chunk);
    if (!content) co_return content.error();
    chunk.content = *content;
    if (keep) cache_.keep(name, chunk.bytes);
  }
  co_return chunks;
}

}  // namespace waypost
