#include "attribution/recipients/recipient_store.hpp"

#include <algorithm>
#include <utility>

#include "attribution/recipients/chunk_by_position.hpp"
#include "attribution/recipients/recipient_search.hpp"
#include "attribution/recipients/recipient_store_impl.hpp"
#include "attribution/recipients/slices.hpp"

namespace waypost {
namespace {

// Copies the ids of one chunk that lie in the wanted positions.
result<void> copy_ids(const checked_chunk& chunk, std::uint64_t first_position, std::uint64_t first,
                      std::vector<std::string>& into) {
  const auto ids = ids_in(chunk.content);
  if (!ids) return ids.error();
  for (std::size_t i = 0; i < ids->size(); ++i) {
    const auto position = first_position + i;
    if (position >= first && position - first < into.size()) into[position - first] = (*ids)[i];
  }
  return result<void>{};
}

}  // namespace

recipient_store::recipient_store(redis::connection& redis, std::size_t cache_bytes)
    : impl_(std::make_unique<impl>(redis, cache_bytes)) {}

recipient_store::~recipient_store() = default;

task<std::vector<std::optional<std::uint32_t>>> recipient_store::find(campaign_id campaign,
                                                                      const recipient_uploads& in,
                                                                      std::span<const std::string_view> ids) {
  recipient_search search(impl_->chunks, campaign, in, ids);
  co_return co_await search.run();
}

task<std::vector<std::string>> recipient_store::ids_of(campaign_id campaign, const recipient_uploads& in,
                                                       std::uint32_t first, std::uint32_t count) {
  std::vector<std::string> ids(count);
  const auto end = std::uint64_t{first} + count;
  // A page's worth stays in the cache only where somebody asks for single recipients.
  const bool keep = count == 1;
  std::vector<chunk_name> names;
  for (const auto& u : in.uploads) {
    const auto upload_end = std::uint64_t{u.first_position} + u.count;
    if (upload_end <= first || u.first_position >= end) continue;
    const auto from = std::max(first, u.first_position) - u.first_position;
    const auto to = static_cast<std::uint32_t>(std::min(end, upload_end) - u.first_position);
    auto chunk = from / ids_per_position_chunk;
    while (chunk < position_chunks_for(to)) {
      names.clear();
      while (names.size() < chunks_per_batch && chunk < position_chunks_for(to))
        names.push_back({u.id, chunk++, false});
      const auto chunks = co_await impl_->chunks.read(campaign, names, keep);
      if (!chunks) co_return chunks.error();
      for (std::size_t i = 0; i < names.size(); ++i) {
        const auto at = u.first_position + std::uint64_t{names[i].chunk} * ids_per_position_chunk;
        const auto copied = copy_ids((*chunks)[i], at, first, ids);
        if (!copied) co_return copied.error();
      }
    }
  }
  co_return ids;
}

}  // namespace waypost
