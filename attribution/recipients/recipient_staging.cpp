#include <algorithm>
#include <numeric>
#include <unordered_map>
#include <utility>

#include <waypost/clock.hpp>

#include "attribution/recipients/chunk_by_hash.hpp"
#include "attribution/recipients/chunk_by_position.hpp"
#include "attribution/recipients/chunk_writer.hpp"
#include "attribution/recipients/grouping.hpp"
#include "attribution/recipients/recipient_store_impl.hpp"
#include "attribution/recipients/slices.hpp"
#include "attribution/registry/registry.hpp"

namespace waypost {
namespace {

// An index about to be written: the hash of each id, upload after upload, and where each upload begins.
struct index_plan {
  upload_id id{};
  std::uint32_t chunks = 0;
  std::vector<std::uint64_t> hashes;
  std::vector<std::uint32_t> firsts;
  bool several = false;

  hash_entry entry_of(std::uint32_t item) const {
    const auto behind = std::upper_bound(firsts.begin(), firsts.end(), item);
    const auto ordinal = static_cast<std::uint16_t>(behind - firsts.begin() - 1);
    return {place_of(hashes[item], chunks).fingerprint, item - firsts[ordinal], ordinal};
  }
};

task<void> write_index(chunk_writer& writer, const index_plan& plan) {
  std::vector<std::uint32_t> keys;
  keys.reserve(plan.hashes.size());
  for (const auto hash : plan.hashes) {
    keys.push_back(place_of(hash, plan.chunks).chunk);
    if (keys.size() % numbers_per_slice == 0) co_await let_others_run();
  }
  const auto by_chunk = co_await group_by_key(keys, plan.chunks);
  std::vector<hash_entry> entries;
  std::size_t group = 0;
  for (std::uint32_t chunk = 0; chunk < plan.chunks; ++chunk) {
    entries.clear();
    if (group < by_chunk.groups.size() && by_chunk.groups[group].key == chunk) {
      const auto& items = by_chunk.groups[group++];
      for (auto i = items.first; i < items.end; ++i) entries.push_back(plan.entry_of(by_chunk.items[i]));
    }
    auto bytes = pack_by_hash(plan.id, chunk, plan.several, entries);
    if (!bytes) co_return bytes.error();
    const auto written = co_await writer.write_by_hash(chunk, std::move(*bytes));
    if (!written) co_return written.error();
  }
  co_return result<void>{};
}

task<void> write_ids(chunk_writer& writer, upload_id upload, std::span<const std::string_view> ids) {
  std::uint32_t chunk = 0;
  for (auto rest = ids; !rest.empty(); ++chunk) {
    const auto part = rest.first(std::min<std::size_t>(rest.size(), ids_per_position_chunk));
    auto bytes = pack_by_position(upload, chunk, part);
    const auto written = co_await writer.write_by_position(chunk, std::move(bytes));
    if (!written) co_return written.error();
    rest = rest.subspan(part.size());
  }
  co_return result<void>{};
}

// Reads the ids of one covered upload and adds their hashes to the plan.
task<void> add_hashes(chunk_reader& chunks, campaign_id campaign, const upload& of, index_plan& plan) {
  std::vector<chunk_name> names;
  for (std::uint32_t first = 0; first < of.position_chunks; first += chunks_per_batch) {
    names.clear();
    const auto end = std::min<std::uint64_t>(of.position_chunks, std::uint64_t{first} + chunks_per_batch);
    for (auto c = first; c < end; ++c) names.push_back({of.id, c, false});
    const auto read = co_await chunks.read(campaign, names, false);
    if (!read) co_return read.error();
    for (const auto& chunk : *read) {
      const auto ids = ids_in(chunk.content);
      if (!ids) co_return ids.error();
      for (const auto id : *ids) plan.hashes.push_back(hash_of(campaign, id));
    }
  }
  co_return result<void>{};
}

task<void> hash_covered(chunk_reader& chunks, campaign_id campaign, const recipient_uploads& in,
                        std::span<const upload_id> covers, index_plan& plan) {
  std::unordered_map<upload_id, const upload*> known;
  for (const auto& u : in.uploads) known.emplace(u.id, &u);
  for (const auto id : covers) {
    const auto found = known.find(id);
    if (found == known.end()) co_return errc::invalid;
    const auto first = plan.hashes.size();
    plan.firsts.push_back(static_cast<std::uint32_t>(first));
    const auto added = co_await add_hashes(chunks, campaign, *found->second, plan);
    if (!added) co_return added.error();
    if (plan.hashes.size() - first != found->second->count) co_return errc::corrupt;
  }
  co_return result<void>{};
}

}  // namespace

task<change::add_recipients::rows> recipient_store::stage(campaign_id campaign,
                                                          std::span<const std::string_view> ids) {
  const auto count = static_cast<std::uint32_t>(ids.size());
  index_plan plan{random_id<upload_id>(), hash_chunks_for(count), {}, {0}, false};
  change::add_recipients::rows rows{plan.id, position_chunks_for(count), plan.chunks, 0};
  const staged_name name{campaign, rows.upload, system_time_ms(), rows.position_chunks, rows.hash_chunks};
  chunk_writer writer(impl_->redis, name);
  const auto begun = co_await writer.begin();
  if (!begun) co_return begun.error();
  const auto written = co_await write_ids(writer, rows.upload, ids);
  if (!written) co_return written.error();
  plan.hashes.reserve(ids.size());
  for (const auto id : ids) {
    plan.hashes.push_back(hash_of(campaign, id));
    if (plan.hashes.size() % numbers_per_slice == 0) co_await let_others_run();
  }
  const auto indexed = co_await write_index(writer, plan);
  if (!indexed) co_return indexed.error();
  const auto checksum = co_await writer.finish();
  if (!checksum) co_return checksum.error();
  rows.checksum = *checksum;
  co_return rows;
}

task<change::merge_indexes> recipient_store::stage_merged(campaign_id campaign, const recipient_uploads& in,
                                                          std::span<const upload_id> covers) {
  if (covers.empty() || covers.size() > most_covered_uploads) co_return errc::invalid;
  index_plan plan{random_id<upload_id>(), 0, {}, {}, true};
  const auto hashed = co_await hash_covered(impl_->chunks, campaign, in, covers, plan);
  if (!hashed) co_return hashed.error();
  plan.chunks = hash_chunks_for(static_cast<std::uint32_t>(plan.hashes.size()));
  const staged_name name{campaign, plan.id, system_time_ms(), 0, plan.chunks};
  chunk_writer writer(impl_->redis, name);
  const auto begun = co_await writer.begin();
  if (!begun) co_return begun.error();
  const auto written = co_await write_index(writer, plan);
  if (!written) co_return written.error();
  const auto checksum = co_await writer.finish();
  if (!checksum) co_return checksum.error();
  change::merge_indexes made;
  made.campaign = campaign;
  made.index = plan.id;
  made.hash_chunks = plan.chunks;
  made.checksum = *checksum;
  made.covers.assign(covers.begin(), covers.end());
  co_return made;
}

}  // namespace waypost
